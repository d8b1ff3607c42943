import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EngineName } from '../migration/migration';
import type { DatabaseCluster } from './database-cluster';
import { usePassword, type ExistingSecret } from './existing-secret';
import { physicalName } from './physical-name';
import { findClusterProblems } from './rules/cluster-props';
import { defaultEngineVersions, isMajorVersion } from './settings/engine-versions';

export interface ServerlessClusterProps {
  readonly engine: EngineName;
  readonly databaseName: string;
  /** Name of the master user. */
  readonly userName: string;
  readonly subnetGroupName: string;
  readonly securityGroupIds: readonly string[];
  /**
   * A version that has the Data API and scales to zero. A major version alone (`16`) leaves the
   * minor ones to AWS.
   *
   * @default the version in `defaultEngineVersions`
   */
  readonly engineVersion?: string;
  /**
   * In Aurora capacity units, 0 to 256 in halves; with 0 the cluster pauses.
   *
   * @default 0
   */
  readonly minCapacity?: number;
  /**
   * In Aurora capacity units, 1 to 256 in halves.
   *
   * @default 4
   */
  readonly maxCapacity?: number;
  /**
   * How long without a connection until the cluster pauses, 300 to 86400; without effect when
   * `minCapacity` is above 0.
   *
   * @default 300
   */
  readonly autoPauseSeconds?: number;
  /**
   * Whether Terraform and AWS refuse to delete the cluster.
   *
   * @default true
   */
  readonly isDeletionProtected?: boolean;
  /**
   * Whether deleting the cluster leaves a snapshot.
   *
   * @default true
   */
  readonly keepsFinalSnapshot?: boolean;
  /**
   * Name of that snapshot. One of this name must not exist when the cluster is deleted.
   *
   * @default the cluster's name with `-final`
   */
  readonly finalSnapshotName?: string;
  /**
   * How long AWS keeps its daily backups, 1 to 35.
   *
   * @default 7
   */
  readonly backupRetentionDays?: number;
  /**
   * When AWS makes them, in UTC: `02:00-03:00`.
   *
   * @default AWS chooses
   */
  readonly preferredBackupWindow?: string;
  /**
   * When AWS upgrades, in UTC: `sun:04:00-sun:05:00`.
   *
   * @default AWS chooses
   */
  readonly preferredMaintenanceWindow?: string;
  /**
   * KMS key of your own for the storage, the managed secret and Performance Insights. Another key
   * for the storage is another cluster.
   *
   * @default the keys that AWS keeps for RDS and Secrets Manager
   */
  readonly kmsKeyArn?: string;
  /**
   * A secret with the name and the password of the master user. Needs Terraform 1.11.
   *
   * @default RDS makes a secret, keeps it and rotates its password
   */
  readonly existingSecret?: ExistingSecret;
  /**
   * Logs that go to CloudWatch. For PostgreSQL: postgresql, instance, iam-db-auth-error; for MySQL:
   * audit, error, general, slowquery, instance, iam-db-auth-error.
   *
   * @default none
   */
  readonly logExports?: readonly string[];
  /**
   * How long Performance Insights keeps what it measures: 7 at no charge, a multiple of 31 up to
   * 713, or 731. It can hold the capacity above `minCapacity`.
   *
   * @default Performance Insights is off
   */
  readonly performanceInsightsRetentionDays?: number;
  /**
   * What names in AWS begin with.
   *
   * @default the stack's id
   */
  readonly namePrefix?: string;
}

/** An Aurora Serverless v2 cluster with one instance, its Data API on. */
export class ServerlessCluster extends Construct implements DatabaseCluster {
  readonly cluster: RdsCluster;
  readonly instance: RdsClusterInstance;
  readonly engine: EngineName;
  readonly clusterArn: string;
  readonly secretArn: string;
  readonly secretKmsKeyArn?: string;
  readonly databaseName: string;
  readonly dependencies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServerlessClusterProps) {
    super(scope, id);
    const { engine, databaseName, existingSecret, kmsKeyArn } = props;
    const engineVersion = props.engineVersion ?? defaultEngineVersions[engine];
    const keepsFinalSnapshot = props.keepsFinalSnapshot ?? true;
    const isDeletionProtected = props.isDeletionProtected ?? true;
    const minCapacity = props.minCapacity ?? 0;
    const maxCapacity = props.maxCapacity ?? 4;
    const checked = { ...props, engineVersion, minCapacity, maxCapacity };
    this.node.addValidation({ validate: () => [...findClusterProblems(checked)] });

    const name = physicalName(this, maxNameLength, props.namePrefix);
    const insights = performanceInsights(props);
    this.cluster = new RdsCluster(this, 'Cluster', {
      clusterIdentifier: name,
      engine,
      engineMode: 'provisioned',
      engineVersion,
      databaseName,
      masterUsername: props.userName,
      ...(existingSecret === undefined && {
        manageMasterUserPassword: true,
        ...(kmsKeyArn !== undefined && { masterUserSecretKmsKeyId: kmsKeyArn }),
      }),
      enableHttpEndpoint: true,
      // Lets nobody in by itself: a user of the database has to be granted it as well.
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      dbSubnetGroupName: props.subnetGroupName,
      vpcSecurityGroupIds: [...props.securityGroupIds],
      serverlessv2ScalingConfiguration: {
        minCapacity,
        maxCapacity,
        // AWS refuses a pause for a cluster that never reaches zero.
        ...(minCapacity === 0 && { secondsUntilAutoPause: props.autoPauseSeconds ?? 300 }),
      },
      backupRetentionPeriod: props.backupRetentionDays ?? 7,
      ...windows(props),
      copyTagsToSnapshot: true,
      ...(props.logExports !== undefined && {
        enabledCloudwatchLogsExports: [...props.logExports],
      }),
      ...insights,
      deletionProtection: isDeletionProtected,
      // AWS refuses to delete the cluster when all around it is gone already; Terraform refuses
      // the plan.
      ...(isDeletionProtected && { lifecycle: { preventDestroy: true } }),
      skipFinalSnapshot: !keepsFinalSnapshot,
      ...(keepsFinalSnapshot && {
        finalSnapshotIdentifier: props.finalSnapshotName ?? `${name}-final`,
      }),
    });
    this.instance = new RdsClusterInstance(this, 'Instance', {
      identifier: `${name}-1`,
      clusterIdentifier: this.cluster.clusterIdentifier,
      instanceClass: 'db.serverless',
      engine,
      engineVersion: this.cluster.engineVersion,
      copyTagsToSnapshot: true,
      // The same as on the cluster: AWS takes no others.
      ...insights,
      // An upgrade behind Terraform's back would look like a downgrade to be done.
      autoMinorVersionUpgrade: isMajorVersion(engine, engineVersion),
    });
    if (existingSecret !== undefined) usePassword(this.cluster, existingSecret, props.userName);

    this.engine = engine;
    this.clusterArn = this.cluster.arn;
    this.secretArn = existingSecret?.secretArn ?? this.cluster.masterUserSecret.get(0).secretArn;
    const secretKmsKeyArn = existingSecret === undefined ? kmsKeyArn : existingSecret.kmsKeyArn;
    if (secretKmsKeyArn !== undefined) this.secretKmsKeyArn = secretKmsKeyArn;
    this.databaseName = databaseName;
    // A cluster without an instance answers no call.
    this.dependencies = [this.instance];
  }
}

// RDS allows 63, of which the instance's name needs two and the snapshot's six.
const maxNameLength = 57;

function windows(props: ServerlessClusterProps) {
  const { preferredBackupWindow, preferredMaintenanceWindow } = props;
  return {
    ...(preferredBackupWindow !== undefined && { preferredBackupWindow }),
    ...(preferredMaintenanceWindow !== undefined && { preferredMaintenanceWindow }),
  };
}

function performanceInsights(props: ServerlessClusterProps) {
  const { performanceInsightsRetentionDays: days, kmsKeyArn } = props;
  if (days === undefined) return {};
  return {
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: days,
    ...(kmsKeyArn !== undefined && { performanceInsightsKmsKeyId: kmsKeyArn }),
  };
}

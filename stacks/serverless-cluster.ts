import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EngineName } from '../migration/migration';
import type { DatabaseCluster } from './database-cluster';
import { physicalName } from './physical-name';
import { findDatabaseNameProblem, findUserNameProblem } from './settings/database-names';
import {
  defaultEngineVersions,
  findVersionProblem,
  isMajorVersion,
} from './settings/engine-versions';

export interface ServerlessClusterProps {
  readonly engine: EngineName;
  readonly databaseName: string;
  /** Name of the master user, whose password RDS makes, keeps and rotates. */
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
   * In Aurora capacity units; with 0 the cluster pauses.
   *
   * @default 0
   */
  readonly minCapacity?: number;
  /**
   * In Aurora capacity units.
   *
   * @default 4
   */
  readonly maxCapacity?: number;
  /**
   * How long without a connection until the cluster pauses; without effect when `minCapacity` is
   * above 0.
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
   * How long AWS keeps its daily backups.
   *
   * @default 7
   */
  readonly backupRetentionDays?: number;
}

/** An Aurora Serverless v2 cluster with one instance, its Data API on. */
export class ServerlessCluster extends Construct implements DatabaseCluster {
  readonly cluster: RdsCluster;
  readonly instance: RdsClusterInstance;
  readonly engine: EngineName;
  readonly clusterArn: string;
  readonly secretArn: string;
  readonly databaseName: string;
  readonly dependencies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServerlessClusterProps) {
    super(scope, id);
    const { engine, databaseName } = props;
    const engineVersion = props.engineVersion ?? defaultEngineVersions[engine];
    this.node.addValidation({ validate: () => findProblems({ ...props, engineVersion }) });

    const name = physicalName(this, maxNameLength);
    const keepsFinalSnapshot = props.keepsFinalSnapshot ?? true;
    const isDeletionProtected = props.isDeletionProtected ?? true;
    const minCapacity = props.minCapacity ?? 0;
    this.cluster = new RdsCluster(this, 'Cluster', {
      clusterIdentifier: name,
      engine,
      engineMode: 'provisioned',
      engineVersion,
      databaseName,
      masterUsername: props.userName,
      manageMasterUserPassword: true,
      enableHttpEndpoint: true,
      storageEncrypted: true,
      dbSubnetGroupName: props.subnetGroupName,
      vpcSecurityGroupIds: [...props.securityGroupIds],
      serverlessv2ScalingConfiguration: {
        minCapacity,
        maxCapacity: props.maxCapacity ?? 4,
        // AWS refuses a pause for a cluster that never reaches zero.
        ...(minCapacity === 0 && { secondsUntilAutoPause: props.autoPauseSeconds ?? 300 }),
      },
      backupRetentionPeriod: props.backupRetentionDays ?? 7,
      copyTagsToSnapshot: true,
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
      // An upgrade behind Terraform's back would look like a downgrade to be done.
      autoMinorVersionUpgrade: isMajorVersion(engine, engineVersion),
    });

    this.engine = engine;
    this.clusterArn = this.cluster.arn;
    this.secretArn = this.cluster.masterUserSecret.get(0).secretArn;
    this.databaseName = databaseName;
    // A cluster without an instance answers no call.
    this.dependencies = [this.instance];
  }
}

// RDS allows 63, of which the instance's name needs two and the snapshot's six.
const maxNameLength = 57;

function findProblems(
  props: ServerlessClusterProps & { readonly engineVersion: string },
): string[] {
  const { engine, engineVersion, databaseName, userName } = props;
  const checks = [
    ['engineVersion', engineVersion, findVersionProblem],
    ['databaseName', databaseName, findDatabaseNameProblem],
    ['userName', userName, findUserNameProblem],
  ] as const;
  return checks.flatMap(([prop, value, find]) => {
    const problem = find(engine, value);
    return problem === undefined ? [] : [`${prop} is "${value}": ${problem}`];
  });
}

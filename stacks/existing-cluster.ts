import { DataAwsRdsCluster } from '@cdktf/provider-aws/lib/data-aws-rds-cluster';
import { Construct } from 'constructs';
import { engineNames, type EngineName } from '../migration/migration';
import type { DatabaseCluster } from './database-cluster';
import { findKeyArnProblem, findSecretArnProblem } from './rules/arns';
import { findIdentifierProblem } from './rules/names';
import { oneOf } from './rules/numbers';
import { findProblems } from './rules/problems';

export interface ExistingClusterProps {
  /** The cluster's identifier, not its ARN. Its Data API has to be on. */
  readonly clusterIdentifier: string;
  readonly engine: EngineName;
  readonly databaseName: string;
  /**
   * Secret with the user that the migrations run as.
   *
   * @default the secret of the master user, if RDS manages it
   */
  readonly secretArn?: string;
  /**
   * KMS key of your own that the secret is encrypted with.
   *
   * @default the key that AWS keeps for Secrets Manager
   */
  readonly secretKmsKeyArn?: string;
}

/** An Aurora cluster that is there already. The plan fails when migrations cannot run on it. */
export class ExistingCluster extends Construct implements DatabaseCluster {
  readonly engine: EngineName;
  readonly clusterArn: string;
  readonly secretArn: string;
  readonly secretKmsKeyArn?: string;
  readonly databaseName: string;

  constructor(scope: Construct, id: string, props: ExistingClusterProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => [...findExistingClusterProblems(props)] });

    const cluster = new DataAwsRdsCluster(this, 'Cluster', {
      clusterIdentifier: props.clusterIdentifier,
      // Whether the Data API is on is not among what the data source reads; the function says so.
      lifecycle: { postcondition: [...postconditions(props)] },
    });

    this.engine = props.engine;
    this.clusterArn = cluster.arn;
    this.secretArn = props.secretArn ?? cluster.masterUserSecret.get(0).secretArn;
    if (props.secretKmsKeyArn !== undefined) this.secretKmsKeyArn = props.secretKmsKeyArn;
    this.databaseName = props.databaseName;
  }
}

function findExistingClusterProblems(props: ExistingClusterProps): readonly string[] {
  return [
    ...findProblems('clusterIdentifier', props.clusterIdentifier, findIdentifierProblem(63)),
    ...findProblems('engine', props.engine, oneOf(engineNames)),
    ...findProblems('databaseName', props.databaseName, (name) =>
      name === '' ? 'a database has a name; set it' : undefined,
    ),
    ...findProblems('secretArn', props.secretArn, findSecretArnProblem),
    ...findProblems('secretKmsKeyArn', props.secretKmsKeyArn, findKeyArnProblem),
  ];
}

function postconditions({ clusterIdentifier, engine, secretArn }: ExistingClusterProps) {
  const isEngine = `self.engine == "${engine}"`;
  const hasEngine = {
    condition: `\${${isEngine}}`,
    errorMessage:
      `engine is "${engine}": the cluster ${clusterIdentifier} is of \${self.engine}; ` +
      'name its engine, here and in loadSchema',
  };
  const hasDataApi = {
    // A version of another shape may have it: the function finds out.
    condition: `\${!(${isEngine}) || try(${dataApiConditions[engine]}, true)}`,
    errorMessage:
      `clusterIdentifier is "${clusterIdentifier}": its version \${self.engine_version} has no ` +
      `Data API; upgrade the cluster to ${dataApiVersions[engine]}, or later`,
  };
  const hasSecret = {
    // Null without a managed password.
    condition: '${can(self.master_user_secret[0].secret_arn)}',
    errorMessage:
      `secretArn is not set: RDS manages no secret for the master user of ${clusterIdentifier}; ` +
      'set it to a secret with "username" and "password", or let RDS manage the master password',
  };
  return [hasEngine, hasDataApi, ...(secretArn === undefined ? [hasSecret] : [])];
}

// First versions with the Data API. By major version for PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.Data_API.html
const firstPostgresMinors = { 13: 11, 14: 8, 15: 3, 16: 1, 17: 4 };
const postgresMajor = 'tonumber(regex("^[0-9]+", self.engine_version))';
const postgresMinor = 'tonumber(regex("^[0-9]+[.]([0-9]+)", self.engine_version)[0])';

const dataApiConditions: Readonly<Record<EngineName, string>> = {
  'aurora-postgresql':
    `${postgresMajor} > 17 || ` +
    `${postgresMinor} >= lookup(${JSON.stringify(firstPostgresMinors)}, ${postgresMajor}, 1000)`,
  'aurora-mysql':
    'tonumber(join("", regex("mysql_aurora[.]([0-9])[.]([0-9]{2})", self.engine_version))) >= 307',
};

const dataApiVersions: Readonly<Record<EngineName, string>> = {
  'aurora-postgresql': '13.11, 14.8, 15.3, 16.1, 17.4',
  'aurora-mysql': '8.0.mysql_aurora.3.07',
};

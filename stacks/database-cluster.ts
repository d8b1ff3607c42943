import type { ITerraformDependable } from 'cdktf';
import type { EngineName } from '../migration/migration';

/**
 * An Aurora cluster with the Data API on, as far as migrations need to know it.
 * `ServerlessCluster` is one, and `ExistingCluster` for a cluster that exists already; so are four
 * values written down.
 */
export interface DatabaseCluster {
  readonly engine: EngineName;
  readonly clusterArn: string;
  /** Secret with the user that the migrations run as. */
  readonly secretArn: string;
  /**
   * KMS key of your own that the secret is encrypted with.
   *
   * @default the key that AWS keeps for Secrets Manager
   */
  readonly secretKmsKeyArn?: string;
  readonly databaseName: string;
  /**
   * What must exist before the database answers.
   *
   * @default nothing: the cluster exists already
   */
  readonly dependencies?: readonly ITerraformDependable[];
}

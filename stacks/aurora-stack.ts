import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DataResource, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { explainAccount } from './account-check';
import { Network, type NetworkProps } from './network';
import { requireTerraform } from './required-terraform';
import { findTagProblems } from './rules/tags';
import { SchemaMigration, type SchemaMigrationProps } from './schema-migration';
import { ServerlessCluster, type ServerlessClusterProps } from './serverless-cluster';
import type { Settings } from './settings/settings';
import { useBackend } from './state-backend';

/** Of a migration's props, `kmsKeyArn` and `namePrefix` are for the whole stack. */
export interface AuroraStackProps extends Omit<SchemaMigrationProps, 'cluster' | 'dependsOn'> {
  readonly settings: Settings;
  /**
   * What the settings leave open of the cluster.
   *
   * @default the defaults of ServerlessCluster
   */
  readonly cluster?: ClusterOptions;
  /**
   * What the network is made of, or a subnet group and security groups that exist already.
   *
   * @default a VPC of its own
   */
  readonly network?: Omit<NetworkProps, 'namePrefix'> | ExistingNetwork;
  /**
   * Tags for all resources that can have some.
   *
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

export type ClusterOptions = Omit<ServerlessClusterProps, GivenToCluster>;

export interface ExistingNetwork {
  readonly subnetGroupName: string;
  readonly securityGroupIds: readonly string[];
}

type GivenToCluster =
  | 'engine'
  | 'engineVersion'
  | 'databaseName'
  | 'userName'
  | 'isDeletionProtected'
  | 'keepsFinalSnapshot'
  | 'namePrefix'
  | keyof ExistingNetwork;

/** A serverless Aurora database whose schema is that of the scripts. */
export class AuroraStack extends TerraformStack {
  /** Undefined when the subnet group exists already. */
  readonly network?: Network;
  readonly cluster: ServerlessCluster;
  readonly migration: SchemaMigration;

  constructor(scope: Construct, id: string, props: AuroraStackProps) {
    super(scope, id);
    const { settings, cluster, network, tags, ...migration } = props;
    const { kmsKeyArn, namePrefix } = props;
    const prefix = namePrefix === undefined ? {} : { namePrefix };
    this.node.addValidation({ validate: () => [...findTagProblems(tags ?? {})] });
    useBackend(this, settings.state);
    this.addProvider(settings, tags);

    let place: ExistingNetwork;
    if (network !== undefined && 'subnetGroupName' in network) {
      place = network;
    } else {
      this.network = new Network(this, 'Network', { ...network, ...prefix });
      place = placeIn(this.network);
    }
    this.cluster = new ServerlessCluster(this, 'Cluster', {
      engine: settings.engine,
      engineVersion: settings.engineVersion,
      databaseName: settings.databaseName,
      userName: settings.userName,
      subnetGroupName: place.subnetGroupName,
      securityGroupIds: place.securityGroupIds,
      isDeletionProtected: settings.isDeletionProtected,
      keepsFinalSnapshot: settings.keepsFinalSnapshot,
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      ...prefix,
      ...cluster,
    });
    if (settings.isDeletionProtected) this.addDeletionProtection(settings);
    this.migration = new SchemaMigration(this, 'Migration', {
      allowsOutOfOrder: settings.allowsOutOfOrder,
      ...(settings.migrationMinutes !== undefined && {
        migrationMinutes: settings.migrationMinutes,
      }),
      ...(settings.schemaPath !== undefined && { schemaPath: settings.schemaPath }),
      ...migration,
      cluster: this.cluster,
    });

    this.addOutputs();
  }

  private addProvider({ region, accountId }: Settings, tags: AuroraStackProps['tags']): void {
    new AwsProvider(this, 'AwsProvider', {
      ...(region !== undefined && { region }),
      ...(accountId !== undefined && { allowedAccountIds: [accountId] }),
      ...(tags !== undefined && { defaultTags: [{ tags }] }),
    });
    if (accountId !== undefined) explainAccount(this, accountId);
    // The bindings pin the version they were made from; both generations take what they write.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');
    // The first with terraform_data.
    requireTerraform(this, '1.4.0');
  }

  /** Whatever deletes or replaces the cluster is refused by this, too, whose name says why. */
  private addDeletionProtection({ engine, databaseName, userName }: Settings): void {
    new DataResource(this, 'DeletionProtection', {
      triggersReplace: { engine, databaseName, userName },
      lifecycle: { preventDestroy: true },
    }).overrideLogicalId('DB_DELETION_PROTECTION_is_on');
  }

  private addOutputs(): void {
    new TerraformOutput(this, 'ResponseMessage', {
      value: this.migration.responseMessage,
      description: 'What the last migration did',
    });
    new TerraformOutput(this, 'ClusterArn', {
      value: this.cluster.clusterArn,
      description: 'resourceArn of the Data API',
    });
    new TerraformOutput(this, 'SecretArn', {
      value: this.cluster.secretArn,
      description: 'secretArn of the Data API',
    });
    new TerraformOutput(this, 'DatabaseName', {
      value: this.cluster.databaseName,
      description: 'database of the Data API',
    });
  }
}

function placeIn({ subnetGroup, securityGroup }: Network): ExistingNetwork {
  return { subnetGroupName: subnetGroup.name, securityGroupIds: [securityGroup.id] };
}

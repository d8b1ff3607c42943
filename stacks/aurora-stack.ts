import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { useLocalBackend } from './backend';
import { Network } from './network';
import { SchemaMigration, type SchemaMigrationProps } from './schema-migration';
import { ServerlessCluster } from './serverless-cluster';
import type { Settings } from './settings/settings';

export interface AuroraStackProps extends Omit<SchemaMigrationProps, 'cluster' | 'dependsOn'> {
  readonly settings: Settings;
}

/** A serverless Aurora database whose schema is that of the scripts. */
export class AuroraStack extends TerraformStack {
  readonly network: Network;
  readonly cluster: ServerlessCluster;
  readonly migration: SchemaMigration;

  constructor(scope: Construct, id: string, props: AuroraStackProps) {
    super(scope, id);
    const { settings, ...migration } = props;
    useLocalBackend(this);
    this.addProvider(settings);

    this.network = new Network(this, 'Network');
    this.cluster = new ServerlessCluster(this, 'Cluster', {
      engine: settings.engine,
      engineVersion: settings.engineVersion,
      databaseName: settings.databaseName,
      userName: settings.userName,
      subnetGroupName: this.network.subnetGroup.name,
      securityGroupIds: [this.network.securityGroup.id],
      isDeletionProtected: settings.isDeletionProtected,
      keepsFinalSnapshot: settings.keepsFinalSnapshot,
    });
    this.migration = new SchemaMigration(this, 'Migration', {
      ...migration,
      cluster: this.cluster,
    });

    this.addOutputs();
  }

  private addProvider({ region, accountId }: Settings): void {
    new AwsProvider(this, 'AwsProvider', {
      ...(region !== undefined && { region }),
      ...(accountId !== undefined && { allowedAccountIds: [accountId] }),
    });
    // The bindings pin the version they were made from; both generations take what they write.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');
    // The first with terraform_data.
    this.addOverride('terraform.required_version', '>= 1.4.0');
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

import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Testing, TerraformStack } from 'cdktf';
import type { DatabaseCluster } from '../../stacks/database-cluster';
import { SchemaMigration, type SchemaMigrationProps } from '../../stacks/schema-migration';
import { ServerlessCluster } from '../../stacks/serverless-cluster';
import { handler, schema } from '../support/terraform/stack-inputs';
import {
  addressesOf,
  onlyResource,
  synthesize,
  synthesizeStack,
} from '../support/terraform/synthesized';

const existing: DatabaseCluster = {
  engine: 'aurora-postgresql',
  clusterArn: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
  secretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf',
  databaseName: 'shop',
};

function synthesizeWith(changes: Partial<SchemaMigrationProps> = {}) {
  return synthesize((stack) => {
    new SchemaMigration(stack, 'Migration', { cluster: existing, schema, handler, ...changes });
  });
}

describe('SchemaMigration', () => {
  it('makes a function with its layer, role and logs, and calls it', () => {
    expect(addressesOf(synthesizeWith())).toEqual([
      'aws_cloudwatch_log_group.Migration_Logs_C93DF9D2',
      'aws_iam_role.Migration_Role_C5A93835',
      'aws_iam_role_policy.Migration_Policy_9520B4E7',
      'aws_lambda_function.Migration_Function_AD669293',
      'aws_lambda_invocation.Migration_Invocation_A933B5CE',
      'aws_lambda_layer_version.Migration_Layer_0FCAF654',
      'data.archive_file.Migration_Code_Zip_97DF9D28',
      'data.archive_file.Migration_Scripts_Zip_8A2A861D',
      'terraform_data.Migration_Code_Digest_A8F57FCA',
      'terraform_data.Migration_Scripts_Digest_4E83B512',
    ]);
  });

  it('sends the scripts that the plan shows, once, and again when they change', () => {
    expect(onlyResource(synthesizeWith(), 'aws_lambda_invocation')).toEqual({
      function_name: '${aws_lambda_function.Migration_Function_AD669293.function_name}',
      input: '{"files":{"V1__users.sql":"aa11","V2__orders.sql":"bb22"}}',
      lifecycle_scope: 'CREATE_ONLY',
      provider: 'aws.single_call',
      triggers: {
        cluster: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
        database: 'shop',
        schema: 'schema-digest',
      },
    });
  });

  it('allows the Data API on the cluster, the secret, and its own logs', () => {
    const synthesized = synthesizeWith();

    expect(JSON.parse(String(onlyResource(synthesized, 'aws_iam_role_policy').policy))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DataApi',
          Effect: 'Allow',
          Action: [
            'rds-data:BatchExecuteStatement',
            'rds-data:BeginTransaction',
            'rds-data:CommitTransaction',
            'rds-data:ExecuteStatement',
            'rds-data:RollbackTransaction',
          ],
          Resource: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
        },
        {
          Sid: 'Secret',
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf',
        },
        {
          Sid: 'Logs',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: '${aws_cloudwatch_log_group.Migration_Logs_C93DF9D2.arn}:*',
        },
      ],
    });
  });

  it('lets only Lambda take the role', () => {
    const { assume_role_policy: policy } = onlyResource(synthesizeWith(), 'aws_iam_role');

    expect(JSON.parse(String(policy))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'lambda.amazonaws.com' },
        },
      ],
    });
  });

  it('configures the function', () => {
    expect(onlyResource(synthesizeWith(), 'aws_lambda_function')).toEqual({
      architectures: ['arm64'],
      depends_on: [
        'aws_iam_role_policy.Migration_Policy_9520B4E7',
        'aws_cloudwatch_log_group.Migration_Logs_C93DF9D2',
      ],
      description: 'Migrates the schema of shop',
      environment: {
        variables: {
          DB_CLUSTER_ARN: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
          DB_ENGINE: 'aurora-postgresql',
          DB_NAME: 'shop',
          DB_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf',
          SCHEMA_PATH: '/opt/schema',
        },
      },
      filename: '${data.archive_file.Migration_Code_Zip_97DF9D28.output_path}',
      function_name: 'test-migration',
      handler: 'index.main',
      layers: ['${aws_lambda_layer_version.Migration_Layer_0FCAF654.arn}'],
      memory_size: 512,
      role: '${aws_iam_role.Migration_Role_C5A93835.arn}',
      runtime: 'nodejs22.x',
      source_code_hash: '${data.archive_file.Migration_Code_Zip_97DF9D28.output_base64sha256}',
      timeout: 300,
    });
  });

  it('lets older scripts run when it is told to', () => {
    const { environment } = onlyResource(
      synthesizeWith({ allowsOutOfOrder: true }),
      'aws_lambda_function',
    );

    expect(environment).toMatchObject({ variables: { OUT_OF_ORDER: 'true' } });
  });

  it('builds its archives at apply when their content changes', () => {
    const { data, resource } = synthesizeWith();

    const digest = 'ffd92fec130d19b2fd0256174e5306c0d0a2965574b76ece9cbd96bc24ac8818';
    expect(resource?.terraform_data?.Migration_Scripts_Digest_4E83B512).toEqual({
      triggers_replace: { digest },
    });
    expect(data?.archive_file?.Migration_Scripts_Zip_8A2A861D).toEqual({
      depends_on: ['terraform_data.Migration_Scripts_Digest_4E83B512'],
      output_file_mode: '0644',
      output_path: 'archives/Migration_Scripts_A16BB032.zip',
      source_dir: `assets/Migration_Scripts_Files_7F003CBD/${digest}`,
      type: 'zip',
    });
  });

  it('waits for the instance of a cluster in the same stack', () => {
    const synthesized = synthesize((stack) => {
      const cluster = new ServerlessCluster(stack, 'Cluster', {
        engine: 'aurora-postgresql',
        databaseName: 'anonfed',
        userName: 'admin_user',
        subnetGroupName: 'subnets',
        securityGroupIds: ['sg-1'],
      });
      new SchemaMigration(stack, 'Migration', { cluster, schema, handler });
    });

    expect(onlyResource(synthesized, 'aws_lambda_invocation').depends_on).toEqual([
      'aws_rds_cluster_instance.Cluster_Instance_85D3DAF8',
    ]);
  });

  it('works twice in one stack, in a stated order', () => {
    const synthesized = synthesize((stack) => {
      const first = new SchemaMigration(stack, 'Shop', { cluster: existing, schema, handler });
      new SchemaMigration(stack, 'Audit', {
        cluster: { ...existing, databaseName: 'audit' },
        schema,
        handler,
        dependsOn: [first.invocation],
      });
    });

    const functions = Object.values(synthesized.resource?.aws_lambda_function ?? {});
    expect(functions.map((block) => block.function_name)).toEqual(['test-audit', 'test-shop']);
    const invocations = synthesized.resource?.aws_lambda_invocation;
    expect(invocations?.Shop_Invocation_5CC456D8).not.toHaveProperty('depends_on');
    expect(invocations?.Audit_Invocation_48C27327?.depends_on).toEqual([
      'aws_lambda_invocation.Shop_Invocation_5CC456D8',
    ]);
    expect(synthesized.provider?.aws).toHaveLength(2);
    expect(synthesized.provider?.archive).toHaveLength(1);
  });

  it('calls with the settings of the AWS provider, whichever was made first', () => {
    const stack = new TerraformStack(Testing.app(), 'test');
    new SchemaMigration(stack, 'Migration', { cluster: existing, schema, handler });
    new AwsProvider(stack, 'AwsProvider', {
      region: 'eu-central-1',
      allowedAccountIds: ['123456789012'],
      assumeRole: [{ roleArn: 'arn:aws:iam::123456789012:role/deploy' }],
      defaultTags: [{ tags: { CostCenter: '42' } }],
    });

    const inherited = {
      region: 'eu-central-1',
      allowed_account_ids: ['123456789012'],
      assume_role: [{ role_arn: 'arn:aws:iam::123456789012:role/deploy' }],
      default_tags: [{ tags: { CostCenter: '42' } }],
    };
    expect(synthesizeStack(stack).provider?.aws).toEqual([
      { ...inherited, alias: 'single_call', max_retries: 1 },
      inherited,
    ]);
  });

  it('leaves the settings to the environment when the stack does', () => {
    const stack = new TerraformStack(Testing.app(), 'test');
    new SchemaMigration(stack, 'Migration', { cluster: existing, schema, handler });

    expect(synthesizeStack(stack).provider?.aws).toEqual([
      { alias: 'single_call', max_retries: 1 },
    ]);
  });

  it('takes what is in a name for nothing but a name', () => {
    const synthesized = synthesizeWith({
      schema: { ...schema, checksums: { 'V1__${a}_%{b}.sql': 'aa11' } },
    });

    expect(onlyResource(synthesized, 'aws_lambda_invocation').input).toBe(
      '{"files":{"V1__$${a}_%%{b}.sql":"aa11"}}',
    );
  });

  it('refuses a schema that was read for another engine', () => {
    const cluster = { ...existing, engine: 'aurora-mysql' } as const;

    expect(() => synthesizeWith({ cluster })).toThrow(
      'SchemaMigration test/Migration has a schema read for aurora-postgresql and a cluster of ' +
        "aurora-mysql; read the schema with loadSchema(folder, 'aurora-mysql')",
    );
  });
});

import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
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
  type Synthesized,
} from '../support/terraform/synthesized';

const existing: DatabaseCluster = {
  engine: 'aurora-postgresql',
  clusterArn: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
  secretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf',
  databaseName: 'shop',
};

const key = 'arn:aws:kms:eu-central-1:123456789012:key/0b5e6fd4-1a2b-4c3d-8e9f-001122334455';

function synthesizeWith(changes: Partial<SchemaMigrationProps> = {}) {
  return synthesize((stack) => {
    new SchemaMigration(stack, 'Migration', { cluster: existing, schema, handler, ...changes });
  });
}

// Sent once, and without the questions that would be asked once as well.
const singleCall = {
  max_retries: 1,
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
};

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
      // The file's content is in aurora-stack.test.ts.
      input: expect.stringMatching(
        /^\$\{file\("assets\/Migration_Input_[0-9A-F]{8}\/[0-9a-f]{64}\/event\.json"\)\}$/,
      ) as string,
      lifecycle_scope: 'CREATE_ONLY',
      provider: 'aws.single_call',
      triggers: {
        cluster: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
        database: 'shop',
        schema: 'schema-digest',
      },
    });
  });

  it('has as many invocations as the minutes take, each with the answer of the one before', () => {
    const synthesized = synthesizeWith({ migrationMinutes: 10 });

    const { Migration_Invocation_A933B5CE: first, ...followUps } =
      synthesized.resource?.aws_lambda_invocation ?? {};
    expect(first?.triggers).toMatchObject({ schema: 'schema-digest' });
    expect(followUps).toEqual({
      Migration_FollowUp1_7A002952: {
        function_name: '${aws_lambda_function.Migration_Function_AD669293.function_name}',
        input:
          '${jsonencode({"follows" = ' +
          'jsondecode(aws_lambda_invocation.Migration_Invocation_A933B5CE.result), ' +
          '"hasFollowUp" = true})}',
        lifecycle_scope: 'CREATE_ONLY',
        provider: 'aws.single_call',
      },
      Migration_FollowUp2_13890C56: {
        function_name: '${aws_lambda_function.Migration_Function_AD669293.function_name}',
        input:
          '${jsonencode({"follows" = ' +
          'jsondecode(aws_lambda_invocation.Migration_FollowUp1_7A002952.result)})}',
        lifecycle_scope: 'CREATE_ONLY',
        provider: 'aws.single_call',
      },
    });
  });

  it.each([
    [4, 300, 1],
    [5, 300, 2],
    [60, 900, 5],
    [1440, 900, 102],
  ])('takes for %d minutes, %d s each: %d', (migrationMinutes, timeoutSeconds, count) => {
    const { resource } = synthesizeWith({ migrationMinutes, timeoutSeconds });

    expect(Object.keys(resource?.aws_lambda_invocation ?? {})).toHaveLength(count);
  });

  it('refuses more invocations than anybody wants to see in a plan', () => {
    expect(() => synthesizeWith({ migrationMinutes: 60, timeoutSeconds: 70 })).toThrow(
      '[test/Migration] migrationMinutes is "60": it takes 180 invocations of 70 s, and at most ' +
        '120 follow each other; choose at most 40, or a higher timeoutSeconds',
    );
    expect(() => synthesizeWith({ migrationMinutes: 60, timeoutSeconds: 50 })).toThrow(
      '[test/Migration] timeoutSeconds is "50": it is a whole number from 60 to 900; choose one',
    );
  });

  it('lets others come after the last invocation', () => {
    const synthesized = synthesize((stack) => {
      const first = new SchemaMigration(stack, 'Shop', {
        cluster: existing,
        schema,
        handler,
        migrationMinutes: 5,
      });
      new SchemaMigration(stack, 'Audit', {
        cluster: { ...existing, databaseName: 'audit' },
        schema,
        handler,
        dependsOn: [first.invocation],
      });
    });

    const invocations = synthesized.resource?.aws_lambda_invocation;
    expect(invocations?.Audit_Invocation_48C27327?.depends_on).toEqual([
      'aws_lambda_invocation.Shop_FollowUp1_45CFA308',
    ]);
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
      assume_role: [{ role_arn: 'arn:aws:iam::123456789012:role/deploy' }],
      default_tags: [{ tags: { CostCenter: '42' } }],
    };
    expect(synthesizeStack(stack).provider?.aws).toEqual([
      { ...inherited, alias: 'single_call', ...singleCall },
      { ...inherited, allowed_account_ids: ['123456789012'] },
    ]);
  });

  it('leaves the settings to the environment when the stack does', () => {
    const stack = new TerraformStack(Testing.app(), 'test');
    new SchemaMigration(stack, 'Migration', { cluster: existing, schema, handler });

    expect(synthesizeStack(stack).provider?.aws).toEqual([{ alias: 'single_call', ...singleCall }]);
  });

  it('refuses a schema that was read for another engine', () => {
    const cluster = { ...existing, engine: 'aurora-mysql' } as const;

    expect(() => synthesizeWith({ cluster })).toThrow(
      '[test/Migration] schema is "aurora-postgresql": it was read for another engine than the ' +
        "cluster's, aurora-mysql; read it with loadSchema(folder, 'aurora-mysql')",
    );
  });

  it('encrypts its environment and its log with a key of yours', () => {
    const synthesized = synthesizeWith({ kmsKeyArn: key });

    expect(onlyResource(synthesized, 'aws_lambda_function').kms_key_arn).toBe(key);
    expect(onlyResource(synthesized, 'aws_cloudwatch_log_group').kms_key_id).toBe(key);
    // Lambda gives the role a grant for the environment; the policy is for the secret.
    expect(statementsOf(synthesized).map(({ Sid }) => Sid)).toEqual(['DataApi', 'Secret', 'Logs']);
  });

  it('may decrypt the secret, through Secrets Manager only, with exactly its key', () => {
    const synthesized = synthesizeWith({ cluster: { ...existing, secretKmsKeyArn: key } });

    const statements = statementsOf(synthesized);
    expect(statements.map(({ Sid }) => Sid)).toEqual(['DataApi', 'Secret', 'SecretKey', 'Logs']);
    expect(statements[2]).toEqual({
      Sid: 'SecretKey',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
      Condition: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
    });
  });

  it('bounds its role', () => {
    const permissionsBoundaryArn = 'arn:aws:iam::123456789012:policy/boundary';
    const synthesized = synthesizeWith({ permissionsBoundaryArn });

    expect(onlyResource(synthesized, 'aws_iam_role').permissions_boundary).toBe(
      permissionsBoundaryArn,
    );
  });

  it('puts the prefix before its names', () => {
    const synthesized = synthesizeWith({ namePrefix: 'acme' });

    expect(onlyResource(synthesized, 'aws_lambda_function').function_name).toBe(
      'acme-test-migration',
    );
    expect(onlyResource(synthesized, 'aws_iam_role').name).toBe('acme-test-migration');
    expect(onlyResource(synthesized, 'aws_lambda_layer_version').layer_name).toBe(
      'acme-test-migration',
    );
    expect(onlyResource(synthesized, 'aws_cloudwatch_log_group').name).toBe(
      '/aws/lambda/acme-test-migration',
    );
  });

  it('gives the function what it is told to', () => {
    const synthesized = synthesizeWith({
      architecture: 'x86_64',
      memoryMegabytes: 1024,
      timeoutSeconds: 900,
      logRetentionDays: 30,
    });

    expect(onlyResource(synthesized, 'aws_lambda_function')).toMatchObject({
      architectures: ['x86_64'],
      memory_size: 1024,
      timeout: 900,
    });
    expect(onlyResource(synthesized, 'aws_cloudwatch_log_group').retention_in_days).toBe(30);
  });

  it('keeps its log for a year', () => {
    expect(onlyResource(synthesizeWith(), 'aws_cloudwatch_log_group').retention_in_days).toBe(365);
  });

  it('refuses props that AWS would refuse, all together', () => {
    const synthesizing = () =>
      synthesizeWith({
        cluster: { ...existing, clusterArn: 'shop', secretArn: 'shop', secretKmsKeyArn: 'main' },
        architecture: 'arm' as 'arm64',
        memoryMegabytes: 64,
        timeoutSeconds: 59,
        migrationMinutes: 0,
        logRetentionDays: 91,
        kmsKeyArn: 'alias/main',
        permissionsBoundaryArn: 'boundary',
        namePrefix: 'Acme',
      });

    expect(synthesizing).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Migration] cluster.clusterArn is "shop": a cluster goes by its ARN; use ' +
        'arn:aws:rds:<region>:<account>:cluster:<identifier>\n' +
        '  [test/Migration] cluster.secretArn is "shop": a secret goes by its whole ARN, with the ' +
        'six characters at its end; use ' +
        'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>\n' +
        '  [test/Migration] cluster.secretKmsKeyArn is "main": a key goes by its ARN, not by its id ' +
        'or an alias; use arn:aws:kms:<region>:<account>:key/<id>\n' +
        '  [test/Migration] architecture is "arm": it is one of arm64, x86_64; choose one\n' +
        '  [test/Migration] memoryMegabytes is "64": it is a whole number from 128 to 10240; ' +
        'choose one\n' +
        '  [test/Migration] timeoutSeconds is "59": it is a whole number from 60 to 900; choose one\n' +
        '  [test/Migration] migrationMinutes is "0": it is a whole number from 1 to 1440; choose ' +
        'one\n' +
        '  [test/Migration] logRetentionDays is "91": it is one of 1, 3, 5, 7, 14, 30, 60, 90, 120, ' +
        '150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653; choose one\n' +
        '  [test/Migration] kmsKeyArn is "alias/main": a key goes by its ARN, not by its id or an ' +
        'alias; use arn:aws:kms:<region>:<account>:key/<id>\n' +
        '  [test/Migration] permissionsBoundaryArn is "boundary": a permissions boundary is a ' +
        'managed policy; use arn:aws:iam::<account>:policy/<name>\n' +
        '  [test/Migration] namePrefix is "Acme": a prefix has 1 to 30 lower case letters, digits ' +
        'and single hyphens between them, and begins with a letter; choose one that does\n',
    );
  });

  it('leaves values to Terraform that only Terraform knows', () => {
    const synthesized = synthesize((stack) => {
      const own = new KmsKey(stack, 'Key');
      const cluster = { ...existing, secretKmsKeyArn: own.arn };
      new SchemaMigration(stack, 'Migration', { cluster, schema, handler, kmsKeyArn: own.arn });
    });

    expect(statementsOf(synthesized)[2]?.Resource).toBe('${aws_kms_key.Key.arn}');
    expect(onlyResource(synthesized, 'aws_lambda_function').kms_key_arn).toBe(
      '${aws_kms_key.Key.arn}',
    );
  });
});

interface Statement {
  readonly Sid: string;
  readonly Resource: string;
}

function statementsOf(synthesized: Synthesized): readonly Statement[] {
  const { policy } = onlyResource(synthesized, 'aws_iam_role_policy');
  return (JSON.parse(String(policy)) as { readonly Statement: readonly Statement[] }).Statement;
}

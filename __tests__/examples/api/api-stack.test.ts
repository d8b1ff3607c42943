import { settings } from '../../support/terraform/stack-inputs';
import { addressesOf, onlyResource } from '../../support/terraform/synthesized';
import { synthesizeApp } from './synthesized-api';

const clusterArn =
  '${data.terraform_remote_state.cross-stack-reference-input-aurora.outputs.' +
  'cross-stack-output-aws_rds_clusterCluster_3DA9CCBAarn}';
const secretArn =
  '${data.terraform_remote_state.cross-stack-reference-input-aurora.outputs.' +
  'cross-stack-output-aws_rds_clusterCluster_3DA9CCBAmaster_user_secret0secret_arn}';

describe('ApiStack', () => {
  it('makes a function with its role, logs and URL', () => {
    expect(addressesOf(synthesizeApp().api)).toEqual([
      'aws_cloudwatch_log_group.Logs',
      'aws_iam_role.Role',
      'aws_iam_role_policy.Policy',
      'aws_lambda_function.Function',
      'aws_lambda_function_url.Url',
      'data.archive_file.Code_Zip_8EB6BD81',
      'data.terraform_remote_state.cross-stack-reference-input-aurora',
      'terraform_data.Code_Digest_2E46C99F',
    ]);
  });

  it('is deployed after the stack that migrates', () => {
    expect(synthesizeApp().dependenciesOfApi).toEqual(['aurora']);
  });

  it('finds the cluster and its secret in the state of that stack', () => {
    const { aurora, api } = synthesizeApp();

    expect(api.data?.terraform_remote_state).toEqual({
      'cross-stack-reference-input-aurora': {
        backend: 'local',
        config: { path: '../../../terraform.aurora.tfstate' },
        workspace: '${terraform.workspace}',
      },
    });
    expect(aurora.output).toMatchObject({
      'cross-stack-output-aws_rds_clusterCluster_3DA9CCBAarn': {
        value: '${aws_rds_cluster.Cluster_3DA9CCBA.arn}',
        sensitive: true,
      },
      'cross-stack-output-aws_rds_clusterCluster_3DA9CCBAmaster_user_secret0secret_arn': {
        value: '${aws_rds_cluster.Cluster_3DA9CCBA.master_user_secret[0].secret_arn}',
        sensitive: true,
      },
    });
  });

  it('keeps its state where the settings say, and looks there for that of the other', () => {
    const state = { kind: 's3', bucket: 'states', region: 'eu-west-1' } as const;
    const inS3 = { settings: { ...settings, state } };

    const { api } = synthesizeApp(inS3, inS3);

    const place = { bucket: 'states', region: 'eu-west-1', encrypt: true };
    expect(api.terraform).toMatchObject({
      backend: { s3: { ...place, key: 'aurora-migrate/api.tfstate' } },
    });
    expect(api.data?.terraform_remote_state).toMatchObject({
      'cross-stack-reference-input-aurora': {
        backend: 's3',
        config: { ...place, key: 'aurora-migrate/aurora.tfstate' },
      },
    });
  });

  it('allows the four calls that the function makes, the secret, and its own logs', () => {
    const { api } = synthesizeApp();

    expect(JSON.parse(String(onlyResource(api, 'aws_iam_role_policy').policy))).toEqual({
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
          Resource: clusterArn,
        },
        {
          Sid: 'Secret',
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: secretArn,
        },
        {
          Sid: 'Logs',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: '${aws_cloudwatch_log_group.Logs.arn}:*',
        },
      ],
    });
  });

  it('works as another database user when it is given a secret', () => {
    const secret = {
      secretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-api-AbCdEf',
      secretKmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd',
    };

    const { api } = synthesizeApp({ secret });

    expect(onlyResource(api, 'aws_lambda_function').environment).toMatchObject({
      variables: { DB_SECRET_ARN: secret.secretArn },
    });
    expect(JSON.parse(String(onlyResource(api, 'aws_iam_role_policy').policy))).toMatchObject({
      Statement: [
        { Sid: 'DataApi' },
        { Sid: 'Secret', Resource: secret.secretArn },
        {
          Sid: 'SecretKey',
          Action: 'kms:Decrypt',
          Resource: secret.secretKmsKeyArn,
          Condition: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
        },
        { Sid: 'Logs' },
      ],
    });
  });

  it('may use the key of your own that the secret is encrypted with', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd';

    const { api } = synthesizeApp({}, { kmsKeyArn });

    expect(JSON.parse(String(onlyResource(api, 'aws_iam_role_policy').policy))).toMatchObject({
      Statement: [
        { Sid: 'DataApi' },
        { Sid: 'Secret', Resource: secretArn },
        { Sid: 'SecretKey', Action: 'kms:Decrypt', Resource: kmsKeyArn },
        { Sid: 'Logs' },
      ],
    });
  });

  it('lets only Lambda take the role', () => {
    const { assume_role_policy: policy } = onlyResource(synthesizeApp().api, 'aws_iam_role');

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
    expect(onlyResource(synthesizeApp().api, 'aws_lambda_function')).toMatchObject({
      function_name: 'aurora-api',
      runtime: 'nodejs22.x',
      handler: 'index.main',
      filename: '${data.archive_file.Code_Zip_8EB6BD81.output_path}',
      source_code_hash: '${data.archive_file.Code_Zip_8EB6BD81.output_base64sha256}',
      timeout: 60,
      environment: {
        variables: { DB_CLUSTER_ARN: clusterArn, DB_SECRET_ARN: secretArn, DB_NAME: 'anonfed' },
      },
      depends_on: ['aws_iam_role_policy.Policy', 'aws_cloudwatch_log_group.Logs'],
    });
  });

  it('keeps the logs for a while', () => {
    expect(onlyResource(synthesizeApp().api, 'aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/lambda/aurora-api',
      retention_in_days: 90,
    });
    expect(
      onlyResource(synthesizeApp({ logRetentionDays: 7 }).api, 'aws_cloudwatch_log_group'),
    ).toMatchObject({ retention_in_days: 7 });
  });

  it('has its own state, and takes both generations of the AWS provider', () => {
    expect(synthesizeApp().api.terraform).toMatchObject({
      backend: { local: { path: '../../../terraform.api.tfstate' } },
      required_version: '>= 1.4.0',
      required_providers: {
        archive: { source: 'hashicorp/archive', version: '2.7.1' },
        aws: { source: 'aws', version: '>= 5.100.0, < 7.0.0' },
      },
    });
  });

  it('refuses credentials of another account', () => {
    expect(synthesizeApp().api.provider?.aws).toEqual([
      { region: 'eu-central-1', allowed_account_ids: ['123456789012'] },
    ]);
  });

  it('answers signed requests only, unless it is told otherwise', () => {
    const { api } = synthesizeApp();

    expect(onlyResource(api, 'aws_lambda_function_url').authorization_type).toBe('AWS_IAM');
    expect(api.resource).not.toHaveProperty('aws_lambda_permission');
  });

  it('can be open to everybody, through its URL and in no other way', () => {
    const { api } = synthesizeApp({ authorization: 'NONE' });

    expect(onlyResource(api, 'aws_lambda_function_url').authorization_type).toBe('NONE');
    expect(Object.values(api.resource?.aws_lambda_permission ?? {})).toEqual([
      expect.objectContaining({
        action: 'lambda:InvokeFunction',
        principal: '*',
        invoked_via_function_url: true,
      }),
      expect.objectContaining({
        action: 'lambda:InvokeFunctionUrl',
        principal: '*',
        function_url_auth_type: 'NONE',
      }),
    ]);
    expect(api.terraform).toMatchObject({
      required_providers: { aws: { version: '>= 6.28.0, < 7.0.0' } },
    });
  });

  it('says where it answers', () => {
    expect(synthesizeApp().api.output).toEqual({
      ApiUrl: {
        value: '${aws_lambda_function_url.Url.function_url}',
        description: 'Where the API answers',
      },
    });
  });

  it('is the same each time', () => {
    expect(synthesizeApp()).toEqual(synthesizeApp());
  });
});

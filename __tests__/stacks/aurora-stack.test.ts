import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { AuroraStack, type AuroraStackProps } from '../../stacks/aurora-stack';
import { parseSettings } from '../../stacks/settings/settings';
import { handler, schema, settings } from '../support/terraform/stack-inputs';
import { addressesOf, onlyResource, synthesizeStack } from '../support/terraform/synthesized';

function synthesizeWith(changes: Partial<AuroraStackProps> = {}) {
  const props = { settings, schema, handler, ...changes };
  return synthesizeStack(new AuroraStack(Testing.app(), 'aurora', props));
}

describe('AuroraStack', () => {
  it('makes the network, the cluster and the migration under ids that stay', () => {
    expect(addressesOf(synthesizeWith())).toEqual([
      'aws_cloudwatch_log_group.Migration_Logs_C93DF9D2',
      'aws_db_subnet_group.Network_SubnetGroup_8904E248',
      'aws_default_security_group.Network_DefaultSecurityGroup_6811E764',
      'aws_iam_role.Migration_Role_C5A93835',
      'aws_iam_role_policy.Migration_Policy_9520B4E7',
      'aws_lambda_function.Migration_Function_AD669293',
      'aws_lambda_invocation.Migration_Invocation_A933B5CE',
      'aws_lambda_layer_version.Migration_Layer_0FCAF654',
      'aws_rds_cluster.Cluster_3DA9CCBA',
      'aws_rds_cluster_instance.Cluster_Instance_85D3DAF8',
      'aws_security_group.Network_SecurityGroup_27EB0023',
      'aws_subnet.Network_SubnetA_BE9F141E',
      'aws_subnet.Network_SubnetB_507A4B04',
      'aws_vpc.Network_Vpc_FAC8F4A5',
      'data.archive_file.Migration_Code_Zip_97DF9D28',
      'data.archive_file.Migration_Scripts_Zip_8A2A861D',
      'data.aws_availability_zones.Network_Zones_73A0D929',
      'data.aws_caller_identity.Account',
      'terraform_data.DB_DELETION_PROTECTION_is_on',
      'terraform_data.Migration_Code_Digest_A8F57FCA',
      'terraform_data.Migration_Scripts_Digest_4E83B512',
    ]);
  });

  it('puts out what other programs need', () => {
    expect(synthesizeWith().output).toEqual({
      ResponseMessage: {
        description: 'What the last migration did',
        value: '${jsondecode(aws_lambda_invocation.Migration_Invocation_A933B5CE.result).message}',
      },
      ClusterArn: {
        description: 'resourceArn of the Data API',
        value: '${aws_rds_cluster.Cluster_3DA9CCBA.arn}',
      },
      SecretArn: {
        description: 'secretArn of the Data API',
        value: '${aws_rds_cluster.Cluster_3DA9CCBA.master_user_secret[0].secret_arn}',
      },
      DatabaseName: { description: 'database of the Data API', value: 'anonfed' },
    });
  });

  it('names the setting when the credentials are of another account', () => {
    expect(synthesizeWith().data?.aws_caller_identity).toEqual({
      Account: {
        provider: 'aws.single_call',
        lifecycle: {
          postcondition: [
            {
              condition: '${self.account_id == "123456789012"}',
              error_message:
                'AWS_ACCOUNT_ID is "123456789012": the credentials are those of the account ' +
                '${self.account_id}; use others, or correct the setting',
            },
          ],
        },
      },
    });
  });

  it('gives the settings of the run to the function', () => {
    const others = { ...settings, allowsOutOfOrder: true, schemaPath: 'layer/schema' };
    const { environment } = onlyResource(
      synthesizeWith({ settings: others }),
      'aws_lambda_function',
    );

    expect(environment).toMatchObject({
      variables: { OUT_OF_ORDER: 'true', SCHEMA_PATH: 'layer/schema' },
    });
  });

  it('gives the time of the migrations to them, and puts out what the last one says', () => {
    const { resource, output } = synthesizeWith({ settings: { ...settings, migrationMinutes: 8 } });

    expect(Object.keys(resource?.aws_lambda_invocation ?? {})).toHaveLength(2);
    expect(output?.ResponseMessage?.value).toBe(
      '${jsondecode(aws_lambda_invocation.Migration_FollowUp1_7A002952.result).message}',
    );
  });

  it('refuses credentials of another account', () => {
    expect(synthesizeWith().provider?.aws).toEqual([
      { region: 'eu-central-1', allowed_account_ids: ['123456789012'] },
      {
        alias: 'single_call',
        region: 'eu-central-1',
        max_retries: 1,
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
      },
    ]);
  });

  it('takes both generations of the AWS provider, and keeps its state beside cdktf.out', () => {
    expect(synthesizeWith().terraform).toEqual({
      backend: { local: { path: '../../../terraform.aurora.tfstate' } },
      required_providers: {
        archive: { source: 'hashicorp/archive', version: '2.7.1' },
        aws: { source: 'aws', version: '>= 5.100.0, < 7.0.0' },
      },
      required_version: '>= 1.4.0',
    });
  });

  it('leaves account and region to the credentials', () => {
    const others = parseSettings({});

    expect(synthesizeWith({ settings: others }).provider?.aws).toEqual([
      {},
      {
        alias: 'single_call',
        max_retries: 1,
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
      },
    ]);
  });

  it('gives its settings to the cluster', () => {
    const { resource } = synthesizeWith({
      schema: { ...schema, engine: 'aurora-mysql' },
      settings: {
        ...settings,
        engine: 'aurora-mysql',
        engineVersion: '8.0.mysql_aurora.3.08.2',
        databaseName: 'shop',
        userName: 'owner',
        isDeletionProtected: false,
        keepsFinalSnapshot: false,
      },
    });

    expect(Object.values(resource?.aws_rds_cluster ?? {})).toEqual([
      expect.objectContaining({
        engine: 'aurora-mysql',
        engine_version: '8.0.mysql_aurora.3.08.2',
        database_name: 'shop',
        master_username: 'owner',
        deletion_protection: false,
        skip_final_snapshot: true,
      }),
    ]);
  });

  it('names the setting that refuses to delete or to replace the cluster', () => {
    const { resource } = synthesizeWith();

    expect(resource?.terraform_data?.DB_DELETION_PROTECTION_is_on).toEqual({
      lifecycle: { prevent_destroy: true },
      triggers_replace: {
        engine: 'aurora-postgresql',
        databaseName: 'anonfed',
        userName: 'admin_user',
      },
    });
  });

  it('refuses nothing when the setting is off', () => {
    const { resource } = synthesizeWith({ settings: { ...settings, isDeletionProtected: false } });

    expect(Object.keys(resource?.terraform_data ?? {})).toEqual([
      'Migration_Code_Digest_A8F57FCA',
      'Migration_Scripts_Digest_4E83B512',
    ]);
  });

  it('leaves to its user what the settings leave open of the cluster', () => {
    const synthesized = synthesizeWith({
      cluster: { maxCapacity: 16, backupRetentionDays: 30, logExports: ['postgresql'] },
    });

    expect(onlyResource(synthesized, 'aws_rds_cluster')).toMatchObject({
      backup_retention_period: 30,
      enabled_cloudwatch_logs_exports: ['postgresql'],
      engine: 'aurora-postgresql',
      serverlessv2_scaling_configuration: { max_capacity: 16, min_capacity: 0 },
    });
  });

  it('puts tags on all that can have some', () => {
    const tags = { CostCenter: '42' };

    const [provider, singleCall] = synthesizeWith({ tags }).provider?.aws ?? [];
    expect(provider).toMatchObject({ default_tags: [{ tags }] });
    expect(singleCall).toMatchObject({ alias: 'single_call', default_tags: [{ tags }] });
  });

  it('encrypts everything with one key', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-central-1:123456789012:key/data';
    const synthesized = synthesizeWith({ kmsKeyArn });

    expect(onlyResource(synthesized, 'aws_rds_cluster')).toMatchObject({
      kms_key_id: kmsKeyArn,
      master_user_secret_kms_key_id: kmsKeyArn,
    });
    expect(onlyResource(synthesized, 'aws_lambda_function').kms_key_arn).toBe(kmsKeyArn);
    expect(onlyResource(synthesized, 'aws_cloudwatch_log_group').kms_key_id).toBe(kmsKeyArn);
    expect(String(onlyResource(synthesized, 'aws_iam_role_policy').policy)).toContain(
      `"Action":"kms:Decrypt","Resource":"${kmsKeyArn}"`,
    );
  });

  it('puts the prefix before all names', () => {
    const { resource } = synthesizeWith({ namePrefix: 'acme' });

    const names = Object.values(resource ?? {})
      .flatMap((blocks) => Object.values(blocks))
      .flatMap((block) => [
        block.name,
        block.identifier,
        block.function_name,
        block.layer_name,
        typeof block.cluster_identifier === 'string' ? block.cluster_identifier : undefined,
        (block.tags as { readonly Name?: string } | undefined)?.Name,
      ])
      .filter((name) => typeof name === 'string' && !name.includes('${'));
    expect([...new Set(names)].sort()).toEqual([
      '/aws/lambda/acme-aurora-migration',
      'acme-aurora-cluster',
      'acme-aurora-cluster-1',
      'acme-aurora-migration',
      'acme-aurora-network',
      'acme-aurora-network-a',
      'acme-aurora-network-b',
      'acme-aurora-network-default',
      // An inline policy, whose name lives within its role.
      'migrate',
    ]);
  });

  it('makes no network for a subnet group that exists already', () => {
    const synthesized = synthesizeWith({
      network: { subnetGroupName: 'databases', securityGroupIds: ['sg-1'] },
    });

    expect(addressesOf(synthesized).filter((address) => /vpc|subnet|group/.test(address))).toEqual([
      'aws_cloudwatch_log_group.Migration_Logs_C93DF9D2',
    ]);
    expect(onlyResource(synthesized, 'aws_rds_cluster')).toMatchObject({
      db_subnet_group_name: 'databases',
      vpc_security_group_ids: ['sg-1'],
    });
  });

  it('makes its groups in a VPC that exists already', () => {
    const synthesized = synthesizeWith({
      network: { existingVpc: { vpcId: 'vpc-1', subnetIds: ['subnet-1', 'subnet-2'] } },
    });

    expect(addressesOf(synthesized).filter((address) => /vpc|subnet/.test(address))).toEqual([
      'aws_db_subnet_group.Network_SubnetGroup_8904E248',
    ]);
  });

  it('refuses what is wrong in all its parts, together', () => {
    const synthesizing = () =>
      synthesizeWith({
        tags: { 'aws:owner': 'me' },
        network: { cidrBlock: '10.0.0.0' },
        cluster: { backupRetentionDays: 36 },
        memoryMegabytes: 1,
      });

    expect(synthesizing).toThrow(
      'Validation failed with the following errors:\n' +
        '  [aurora] tags["aws:owner"] is "me": AWS keeps keys that begin with aws: for itself; ' +
        'choose another\n' +
        '  [aurora/Network] cidrBlock is "10.0.0.0": an address range looks like 10.0.0.0/16, and ' +
        'the number at its end is 16 to 24; correct it\n' +
        '  [aurora/Cluster] backupRetentionDays is "36": it is a whole number from 1 to 35; choose ' +
        'one\n' +
        '  [aurora/Migration] memoryMegabytes is "1": it is a whole number from 128 to 10240; ' +
        'choose one\n',
    );
  });

  it('tells the function where the scripts are', () => {
    const { resource } = synthesizeWith({ schemaPath: '../layer/schema' });

    expect(Object.values(resource?.aws_lambda_function ?? {})).toEqual([
      expect.objectContaining({
        environment: { variables: expect.objectContaining({ SCHEMA_PATH: '../layer/schema' }) },
      }),
    ]);
  });

  describe('on disk', () => {
    const folders: string[] = [];
    afterEach(() => {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
    });

    function synthesizeToDisk(
      changes: Partial<AuroraStackProps> = {},
    ): ReadonlyMap<string, string> {
      const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
      folders.push(outdir);
      const app = new App({ outdir });
      new AuroraStack(app, 'aurora', { settings, schema, handler, ...changes });
      app.synth();
      return readFolder(join(outdir, 'stacks'));
    }

    it('is the same bytes each time', () => {
      expect(synthesizeToDisk()).toEqual(synthesizeToDisk());
    });

    it('holds the scripts, the manifest and the function beside the configuration', () => {
      expect([...synthesizeToDisk().keys()].sort()).toEqual([
        'aurora/assets/Migration_Code_Files_0079D11B/0d37eee7965ebf2e54e987a0db6c24a539acc0c97fa02b62b35dcca2da8aa8e4/index.js',
        'aurora/assets/Migration_Input_5FCA6F78/298dc8ace5f2d9ba423836b1a5f6ccb9756c708cc26f6dab786c62a6e841034f/event.json',
        'aurora/assets/Migration_Scripts_Files_7F003CBD/ffd92fec130d19b2fd0256174e5306c0d0a2965574b76ece9cbd96bc24ac8818/schema/V1__users.sql',
        'aurora/assets/Migration_Scripts_Files_7F003CBD/ffd92fec130d19b2fd0256174e5306c0d0a2965574b76ece9cbd96bc24ac8818/schema/V2__orders.sql',
        'aurora/assets/Migration_Scripts_Files_7F003CBD/ffd92fec130d19b2fd0256174e5306c0d0a2965574b76ece9cbd96bc24ac8818/schema/manifest.json',
        'aurora/cdk.tf.json',
      ]);
    });

    it('has the scripts that the function is called with in a file', () => {
      const files = [...synthesizeToDisk()];
      const [, event] = files.find(([name]) => name.endsWith('/event.json')) ?? [];

      expect(event).toBe('{"files":{"V1__users.sql":"aa11","V2__orders.sql":"bb22"}}');
    });

    it('tells the first of several invocations that others follow', () => {
      const files = [...synthesizeToDisk({ migrationMinutes: 10 })];

      expect(files.find(([name]) => name.endsWith('/event.json'))?.[1]).toBe(
        '{"files":{"V1__users.sql":"aa11","V2__orders.sql":"bb22"},"hasFollowUp":true}',
      );
    });

    it('names no folder of the machine', () => {
      const configuration = synthesizeToDisk().get('aurora/cdk.tf.json');

      expect(configuration).not.toContain(process.cwd());
      expect(configuration).not.toContain(tmpdir());
    });
  });
});

function readFolder(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { emulatedEnvironment } from '../../emulator/environment';
import { provideProviders, type TerraformProviders } from '../../emulator/terraform/providers';
import { terraform } from '../../emulator/terraform/terraform';
import {
  AuroraStack,
  ExistingCluster,
  SchemaMigration,
  ServerlessCluster,
  useBackend,
  type AuroraStackProps,
  type ExistingClusterProps,
} from '../../stacks';
import { handler, schema, settings } from '../support/terraform/stack-inputs';

const endpoint = process.env.TEST_AWS_POSTGRES_ENDPOINT ?? '';
const password = 'never-to-be-seen';
const key = 'arn:aws:kms:eu-central-1:123456789012:key/0b5e6fd4-1a2b-4c3d-8e9f-001122334455';

const allOptions: Omit<AuroraStackProps, 'settings' | 'schema'> = {
  handler,
  kmsKeyArn: key,
  namePrefix: 'acme',
  permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
  tags: { CostCenter: '42' },
  architecture: 'x86_64',
  memoryMegabytes: 1024,
  timeoutSeconds: 600,
  migrationMinutes: 60,
  logRetentionDays: 30,
  network: { existingVpc: { vpcId: 'vpc-1', subnetIds: ['subnet-1', 'subnet-2'] } },
  cluster: {
    minCapacity: 0.5,
    maxCapacity: 256,
    backupRetentionDays: 35,
    preferredBackupWindow: '02:00-03:00',
    preferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    performanceInsightsRetentionDays: 7,
    finalSnapshotName: 'the-last',
    existingSecret: {
      secretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf',
      passwordVersion: 2,
      kmsKeyArn: key,
    },
  },
};

describe('the options of the constructs', () => {
  let folder: string;
  let providers: TerraformProviders;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'options-'));
    providers = await provideProviders([folder]);
  });
  afterAll(() => {
    providers.stop();
    rmSync(folder, { recursive: true });
  });

  async function run(id: string, ...args: readonly string[]) {
    const environment = {
      ...emulatedEnvironment(process.env, endpoint),
      ...providers.environment,
    };
    const { exitCode, text } = await terraform(join(folder, 'stacks', id), environment, ...args);
    // Terraform wraps its messages.
    return { exitCode, text: text.replace(/\s+/g, ' ') };
  }

  /** Synthesizes a stack of its own and initializes it. */
  async function synthesize(id: string, build: (stack: TerraformStack) => void): Promise<void> {
    const app = new App({ outdir: folder });
    const stack = new TerraformStack(app, id);
    useBackend(stack, { kind: 'local' });
    new AwsProvider(stack, 'AwsProvider');
    stack.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');
    build(stack);
    app.synth();
    await initialize(id);
  }

  async function initialize(id: string): Promise<void> {
    const { exitCode, text } = await run(id, 'init', '-input=false');
    if (exitCode !== 0) throw new Error(text);
  }

  it.each([
    ['aurora-postgresql', '16.8', ['postgresql', 'instance', 'iam-db-auth-error']],
    [
      'aurora-mysql',
      '8.0.mysql_aurora.3.10.1',
      ['audit', 'error', 'general', 'slowquery', 'instance', 'iam-db-auth-error'],
    ],
  ] as const)(
    'are valid for Terraform, all at once: %s',
    async (engine, engineVersion, logExports) => {
      const app = new App({ outdir: folder });
      new AuroraStack(app, engine, {
        ...allOptions,
        settings: { ...settings, engine, engineVersion },
        schema: { ...schema, engine },
        cluster: { ...allOptions.cluster, logExports },
      });
      app.synth();
      await initialize(engine);

      expect((await run(engine, 'validate')).text).toBe('Success! The configuration is valid. ');
    },
    120_000,
  );

  describe('a cluster that exists already', () => {
    beforeAll(async () => {
      const common = { MasterUsername: 'owner', Version: '2014-10-31' };
      await createCluster({
        ...common,
        DBClusterIdentifier: 'options-good',
        Engine: 'aurora-postgresql',
        EngineVersion: '16.8',
        ManageMasterUserPassword: 'true',
      });
      await createCluster({
        ...common,
        DBClusterIdentifier: 'options-old',
        Engine: 'aurora-postgresql',
        EngineVersion: '13.9',
        MasterUserPassword: password,
      });
      await createCluster({
        ...common,
        DBClusterIdentifier: 'options-mysql',
        Engine: 'aurora-mysql',
        EngineVersion: '8.0.mysql_aurora.3.04.4',
        ManageMasterUserPassword: 'true',
      });
    });

    async function planFor(props: ExistingClusterProps) {
      const id = `${props.clusterIdentifier}-${props.engine}`;
      await synthesize(id, (stack) => {
        const cluster = new ExistingCluster(stack, 'Cluster', props);
        const read = { ...schema, engine: props.engine };
        new SchemaMigration(stack, 'Migration', { cluster, schema: read, handler });
      });
      return run(id, 'plan', '-input=false');
    }

    it('is planned with what AWS knows of it', async () => {
      const { exitCode, text } = await planFor({
        clusterIdentifier: 'options-good',
        engine: 'aurora-postgresql',
        databaseName: 'orders',
      });

      expect(exitCode).toBe(0);
      expect(text).toContain(
        '+ "DB_CLUSTER_ARN" = "arn:aws:rds:us-east-1:000000000000:cluster:options-good"',
      );
      expect(text).toMatch(/\+ "DB_SECRET_ARN" += "arn:aws:secretsmanager:us-east-1:000000000000:/);
    }, 120_000);

    it('fails the plan without a secret and without the Data API', async () => {
      const { exitCode, text } = await planFor({
        clusterIdentifier: 'options-old',
        engine: 'aurora-postgresql',
        databaseName: 'orders',
      });

      expect(exitCode).toBe(1);
      expect(text).toContain(
        'clusterIdentifier is "options-old": its version 13.9 has no Data API; upgrade the ' +
          'cluster to 13.11, 14.8, 15.3, 16.1, 17.4, or later',
      );
      expect(text).toContain(
        'secretArn is not set: RDS manages no secret for the master user of options-old; set it ' +
          'to a secret with "username" and "password", or let RDS manage the master password',
      );
    }, 120_000);

    it('fails the plan with another engine, and says nothing of its version', async () => {
      const { exitCode, text } = await planFor({
        clusterIdentifier: 'options-mysql',
        engine: 'aurora-postgresql',
        databaseName: 'orders',
      });

      expect(exitCode).toBe(1);
      expect(text).toContain(
        'engine is "aurora-postgresql": the cluster options-mysql is of aurora-mysql; name its ' +
          'engine, here and in loadSchema',
      );
      expect(text).not.toContain('Data API');
    }, 120_000);

    it('fails the plan with a version of MySQL that has no Data API', async () => {
      const { exitCode, text } = await planFor({
        clusterIdentifier: 'options-mysql',
        engine: 'aurora-mysql',
        databaseName: 'orders',
      });

      expect(exitCode).toBe(1);
      expect(text).toContain(
        'clusterIdentifier is "options-mysql": its version 8.0.mysql_aurora.3.04.4 has no Data ' +
          'API; upgrade the cluster to 8.0.mysql_aurora.3.07, or later',
      );
    }, 120_000);
  });

  describe('a secret that exists already', () => {
    function synthesizeFor(id: string, secretArn: string, passwordVersion = 1): Promise<void> {
      return synthesize(id, (stack) => {
        new ServerlessCluster(stack, 'Cluster', {
          engine: 'aurora-postgresql',
          databaseName: 'orders',
          userName: 'owner',
          subnetGroupName: 'default',
          securityGroupIds: ['sg-1'],
          isDeletionProtected: false,
          keepsFinalSnapshot: false,
          existingSecret: { secretArn, passwordVersion },
        });
      });
    }

    it('gives its password to the cluster, past plan, state and terminal', async () => {
      const id = 'secret';
      const secretArn = await createSecret(id, JSON.stringify({ username: 'owner', password }));
      await synthesizeFor(id, secretArn);
      const target = '-target=aws_rds_cluster.Cluster_3DA9CCBA';

      const planned = await run(id, 'plan', '-input=false', '-out=plan', target);
      const shown = await run(id, 'show', '-json', 'plan');
      const applied = await run(id, 'apply', '-input=false', 'plan');

      expect([planned.exitCode, shown.exitCode, applied.exitCode]).toEqual([0, 0, 0]);
      const state = readFileSync(join(folder, `../terraform.${id}.tfstate`), 'utf8');
      expect(state).toContain('"master_password_wo_version": 1');
      expect(planned.text + shown.text + applied.text + state).not.toContain(password);

      await synthesizeFor(id, secretArn, 2);
      const rotated = await run(id, 'plan', '-input=false', target);
      expect(rotated.text).toMatch(/~ master_password_wo_version = 1 -> 2/);
    }, 240_000);

    it('fails the plan when it is of another user', async () => {
      const id = 'secret-of-another';
      const text = JSON.stringify({ username: 'somebody', password });
      await synthesizeFor(id, await createSecret(id, text));

      const plan = await run(id, 'plan', '-input=false');

      expect(plan.exitCode).toBe(1);
      expect(plan.text).toContain(
        'userName is "owner": it is the "username" in the secret of existingSecret; correct the ' +
          'one or the other',
      );
      expect(plan.text).not.toContain(password);
    }, 120_000);

    it('fails the plan when it is not JSON', async () => {
      const id = 'secret-of-text';
      const secretArn = await createSecret(id, password);
      await synthesizeFor(id, secretArn);

      const plan = await run(id, 'plan', '-input=false');

      expect(plan.exitCode).toBe(1);
      expect(plan.text).not.toContain('userName');
      expect(plan.text).toContain(
        `existingSecret.secretArn is "${secretArn}": the secret is JSON with "username" and ` +
          '"password", of at least 8 characters; correct the secret',
      );
      expect(plan.text).not.toContain(password);
    }, 120_000);
  });
});

async function createCluster(parameters: Readonly<Record<string, string>>): Promise<void> {
  await callAws('rds', {
    body: new URLSearchParams({ Action: 'CreateDBCluster', ...parameters }),
  });
}

async function createSecret(name: string, text: string): Promise<string> {
  const response = await callAws('secretsmanager', {
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'secretsmanager.CreateSecret',
    },
    body: JSON.stringify({ Name: `options-${name}`, SecretString: text }),
  });
  return ((await response.json()) as { readonly ARN: string }).ARN;
}

/** The emulator takes the service from the signature, and looks no further into it. */
async function callAws(service: string, request: RequestInit): Promise<Response> {
  const scope = `test/20250101/us-east-1/${service}/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    ...request,
    headers: {
      ...(request.headers as Readonly<Record<string, string>> | undefined),
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
  });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

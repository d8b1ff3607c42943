import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { SchemaMigration } from '../../stacks/schema-migration';
import { provideProviders, type TerraformProviders } from '../../emulator/terraform/providers';
import { handler, schema } from '../support/terraform/stack-inputs';
import { terraform } from '../../emulator/terraform/terraform';

const run = promisify(execFile);
const root = join(__dirname, '../..');

describe('terraform validate', () => {
  let folder: string;
  let providers: TerraformProviders;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'validate-'));
    providers = await provideProviders([folder]);
  });
  afterAll(() => {
    providers.stop();
    rmSync(folder, { recursive: true });
  });

  async function validate(stackFolder: string): Promise<string> {
    const { environment } = providers;
    const init = await terraform(stackFolder, environment, 'init', '-input=false');
    if (init.exitCode !== 0) return init.text;
    return (await terraform(stackFolder, environment, 'validate')).text;
  }

  it.each(['aurora-postgresql', 'aurora-mysql'])(
    'accepts what main.ts synthesizes for %s',
    async (engine) => {
      const outdir = join(folder, engine);
      await run(process.execPath, ['--import', 'tsx', 'main.ts'], {
        cwd: root,
        env: {
          ...process.env,
          CDKTF_OUTDIR: outdir,
          AWS_ACCOUNT_ID: '123456789012',
          AWS_REGION: 'eu-central-1',
          DB_ENGINE: engine,
        },
      });

      const text = await validate(join(outdir, 'stacks/aurora'));

      expect(text).toBe('Success! The configuration is valid.\n\n');
    },
    300_000,
  );

  it('accepts two migrations of one existing cluster', async () => {
    const outdir = join(folder, 'existing');
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'existing');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    new AwsProvider(stack, 'AwsProvider', { region: 'eu-central-1' });
    stack.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');
    const cluster = {
      engine: 'aurora-postgresql',
      clusterArn: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
      secretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf',
    } as const;
    const shop = { ...cluster, databaseName: 'shop' };
    const audit = { ...cluster, databaseName: 'audit' };
    const first = new SchemaMigration(stack, 'Shop', { cluster: shop, schema, handler });
    const dependsOn = [first.invocation];
    new SchemaMigration(stack, 'Audit', { cluster: audit, schema, handler, dependsOn });
    app.synth();

    const text = await validate(join(outdir, 'stacks/existing'));

    expect(text).toBe('Success! The configuration is valid.\n\n');
  }, 300_000);
});

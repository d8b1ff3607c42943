import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, DataResource, TerraformOutput, TerraformStack } from 'cdktf';
import { terraform } from '../../emulator/terraform/terraform';
import { useBackend, type StateBackend } from '../../stacks';

// Neither a provider nor a server is needed: what is kept in a state is Terraform's own.
const states: readonly (readonly [string, StateBackend])[] = [
  ['a local file', { kind: 'local', folder: 'states' }],
  ['S3', { kind: 's3', bucket: 'acme-states', region: 'eu-west-1' }],
  [
    'S3, with a prefix and a key',
    {
      kind: 's3',
      bucket: 'acme-states',
      region: 'eu-west-1',
      keyPrefix: 'prod/web',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-4cde-8f01-23456789abcd',
    },
  ],
  [
    'a workspace by its name',
    { kind: 'cloud', organization: 'acme', workspaces: { name: 'shop-{stack}' } },
  ],
  [
    'a workspace by tags, in a project of Terraform Enterprise',
    {
      kind: 'cloud',
      organization: 'acme',
      workspaces: { tags: ['shop', '{stack}'] },
      hostname: 'terraform.example.com',
      project: 'Web shop',
    },
  ],
];
const environment = {
  CHECKPOINT_DISABLE: '1',
  TF_CLI_CONFIG_FILE: undefined,
  TF_WORKSPACE: undefined,
};

describe('terraform validate', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'validate-state-'));
  });
  afterEach(() => {
    rmSync(outdir, { recursive: true });
  });

  async function validate(id: string): Promise<string> {
    const folder = join(outdir, 'stacks', id);
    const init = await terraform(folder, environment, 'init', '-backend=false', '-input=false');
    if (init.exitCode !== 0) return init.text;
    return (await terraform(folder, environment, 'validate')).text;
  }

  it.each(states)('accepts a state in %s', async (_, state) => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'shop');
    useBackend(stack, state);
    new TerraformOutput(stack, 'Answer', { value: 42 });
    app.synth();

    expect(await validate('shop')).toBe('Success! The configuration is valid.\n\n');
  });

  // A stack that uses a value of another one reads that one's state.
  it.each(states.filter(([, state]) => state.kind !== 'cloud' || 'name' in state.workspaces))(
    'accepts a stack that reads another one in %s',
    async (_, state) => {
      const app = new App({ outdir });
      const shop = new TerraformStack(app, 'shop');
      useBackend(shop, state);
      const answer = new DataResource(shop, 'Answer', { input: { answer: 42 } });
      const api = new TerraformStack(app, 'api');
      useBackend(api, state);
      new TerraformOutput(api, 'Answer', { value: answer.output, sensitive: true });
      app.synth();

      expect(await validate('api')).toBe('Success! The configuration is valid.\n\n');
    },
  );
});

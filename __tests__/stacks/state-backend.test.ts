import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { App, TerraformOutput, TerraformStack, Testing } from 'cdktf';
import { AuroraStack, requireTerraform, SharedWorkspaceError, useBackend } from '../../stacks';
import type { CloudState, StateBackend } from '../../stacks';
import { handler, schema, settings } from '../support/terraform/stack-inputs';

const acme = { kind: 'cloud', organization: 'acme' } as const;

describe('useBackend', () => {
  it('keeps the state in a file beside cdktf.out', () => {
    expect(synthesize({ kind: 'local' })).toEqual({
      terraform: { backend: { local: { path: '../../../terraform.shop.tfstate' } } },
    });
  });

  it('keeps the state in a folder, by its absolute path', () => {
    expect(synthesize({ kind: 'local', folder: '/var/states' })).toEqual({
      terraform: { backend: { local: { path: '/var/states/terraform.shop.tfstate' } } },
    });
  });

  it('keeps the state in an encrypted object of S3, with a lock', () => {
    const state = { kind: 's3', bucket: 'acme-states', region: 'eu-west-1' } as const;

    expect(synthesize(state)).toEqual({
      terraform: {
        backend: {
          s3: {
            bucket: 'acme-states',
            encrypt: true,
            key: 'aurora-migrate/shop.tfstate',
            region: 'eu-west-1',
            use_lockfile: true,
          },
        },
        required_version: '>= 1.10.0',
      },
    });
  });

  it('keeps the state in S3 under a prefix, encrypted with a key', () => {
    const { terraform } = synthesize({
      kind: 's3',
      bucket: 'acme-states',
      region: 'eu-west-1',
      keyPrefix: 'prod/web',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:alias/states',
    });

    expect(terraform).toEqual({
      backend: {
        s3: {
          bucket: 'acme-states',
          encrypt: true,
          key: 'prod/web/shop.tfstate',
          kms_key_id: 'arn:aws:kms:eu-west-1:123456789012:alias/states',
          region: 'eu-west-1',
          use_lockfile: true,
        },
      },
      required_version: '>= 1.10.0',
    });
  });

  it('keeps the state in a workspace, by its name', () => {
    expect(synthesize({ ...acme, workspaces: { name: 'web-{stack}' } })).toEqual({
      terraform: { cloud: { organization: 'acme', workspaces: { name: 'web-shop' } } },
    });
  });

  it('keeps the state in a workspace with all the tags, of a project of Terraform Enterprise', () => {
    const state = {
      ...acme,
      workspaces: { tags: ['web', '{stack}'] },
      hostname: 'terraform.example.com',
      project: 'Web shop',
    };

    expect(synthesize(state)).toEqual({
      terraform: {
        cloud: {
          hostname: 'terraform.example.com',
          organization: 'acme',
          workspaces: { project: 'Web shop', tags: ['web', 'shop'] },
        },
        required_version: '>= 1.6.0',
      },
    });
  });

  it('takes the place of the backend that a stack has', () => {
    const stack = new TerraformStack(Testing.app(), 'shop');
    useBackend(stack, { ...acme, workspaces: { name: 'shop' } });
    useBackend(stack, { kind: 'local' });

    expect(terraformOf(stack)).toEqual({
      backend: { local: { path: '../../../terraform.shop.tfstate' } },
    });
  });

  it('is what the stack of the settings does', () => {
    const state = { kind: 's3', bucket: 'acme-states', region: 'eu-west-1' } as const;
    const stack = new AuroraStack(Testing.app(), 'aurora', {
      settings: { ...settings, state },
      schema,
      handler,
    });

    expect(terraformOf(stack)).toMatchObject({
      backend: { s3: { bucket: 'acme-states', key: 'aurora-migrate/aurora.tfstate' } },
      required_version: '>= 1.10.0',
    });
  });
});

describe('what useBackend synthesizes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function synthesizeToDisk(state: StateBackend): string {
    const app = new App({ outdir: join(folder, 'cdktf.out') });
    const stack = new TerraformStack(app, 'shop');
    useBackend(stack, state);
    new TerraformOutput(stack, 'Answer', { value: 42 });
    app.synth();
    return readFileSync(join(folder, 'cdktf.out/stacks/shop/cdk.tf.json'), 'utf8');
  }

  it('leads from the folder of the stack to one that is given from where one synthesizes', () => {
    const states = relative(process.cwd(), join(folder, 'states'));
    const configuration = synthesizeToDisk({ kind: 'local', folder: states });

    expect(JSON.parse(configuration)).toMatchObject({
      terraform: { backend: { local: { path: '../../../states/terraform.shop.tfstate' } } },
    });
  });

  it.each<StateBackend>([
    { kind: 'local' },
    { kind: 'local', folder: 'states' },
    { kind: 's3', bucket: 'acme-states', region: 'eu-west-1' },
  ])('is the same each time: %j', (state) => {
    expect(synthesizeToDisk(state)).toBe(synthesizeToDisk(state));
  });
});

describe('two stacks of an app', () => {
  const named = (name: string): CloudState => ({ ...acme, workspaces: { name } });
  const tagged = (...tags: readonly string[]): CloudState => ({ ...acme, workspaces: { tags } });

  it('are refused one workspace', () => {
    expect(() => build(named('shop'), named('shop'))).toThrow(
      new SharedWorkspaceError(['web', 'api'], 'the workspace shop of acme'),
    );
    expect(() => build(named('shop'), named('shop'))).toThrow(
      'the stacks web and api would share one state, in the workspace shop of acme, and each ' +
        'would destroy what the other made; put {stack} into STATE_CLOUD_WORKSPACE or ' +
        'STATE_CLOUD_TAGS, or give one of them a workspace of its own with useBackend',
    );
  });

  it('are refused tags with which Terraform may choose one workspace for both', () => {
    expect(() => build(tagged('shop', 'api'), tagged('shop'))).toThrow(
      new SharedWorkspaceError(['web', 'api'], 'a workspace of acme with the tags shop'),
    );
    expect(() => build(tagged('shop'), tagged('api', 'shop'))).toThrow(SharedWorkspaceError);
  });

  it.each([
    ['the names differ', named('web'), named('api')],
    ['the name has the id of the stack', named('shop-{stack}'), named('shop-{stack}')],
    ['the tags have the id of the stack', tagged('shop', '{stack}'), tagged('shop', '{stack}')],
    ['one has a name, the other tags', named('web'), tagged('api')],
    ['the organizations differ', named('shop'), { ...named('shop'), organization: 'other' }],
    ['the hosts differ', named('shop'), { ...named('shop'), hostname: 'terraform.example.com' }],
    [
      'the tags are looked for in two projects',
      { ...tagged('shop'), project: 'Web' },
      { ...tagged('shop'), project: 'API' },
    ],
    ['one is elsewhere', named('shop'), { kind: 'local' }],
  ] as const)('are taken when %s', (_, first, second) => {
    expect(() => build(first, second)).not.toThrow();
  });

  it('have an object of S3 each', () => {
    const state = { kind: 's3', bucket: 'acme-states', region: 'eu-west-1' } as const;
    const keys = build(state, state).map((stack) => terraformOf(stack).backend?.s3?.key);

    expect(keys).toEqual(['aurora-migrate/web.tfstate', 'aurora-migrate/api.tfstate']);
  });

  function build(first: StateBackend, second: StateBackend): readonly TerraformStack[] {
    const app = Testing.app();
    return [
      ['web', first],
      ['api', second],
    ].map(([id, state]) => {
      const stack = new TerraformStack(app, id as string);
      useBackend(stack, state as StateBackend);
      return stack;
    });
  }
});

describe('requireTerraform', () => {
  it('keeps the latest of several versions', () => {
    const stack = new TerraformStack(Testing.app(), 'shop');
    requireTerraform(stack, '1.4.0');
    requireTerraform(stack, '1.10.0');
    requireTerraform(stack, '1.9.8');

    expect(terraformOf(stack).required_version).toBe('>= 1.10.0');
  });
});

interface TerraformBlock {
  readonly required_version?: string;
  readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function synthesize(state: StateBackend): { readonly terraform?: TerraformBlock } {
  const stack = new TerraformStack(Testing.app(), 'shop');
  useBackend(stack, state);
  return JSON.parse(Testing.synth(stack)) as { readonly terraform?: TerraformBlock };
}

function terraformOf(stack: TerraformStack): TerraformBlock {
  const { terraform = {} } = JSON.parse(Testing.synth(stack)) as {
    readonly terraform?: TerraformBlock;
  };
  return terraform;
}

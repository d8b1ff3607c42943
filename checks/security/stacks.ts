import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  AuroraStack,
  bundleHandler,
  loadSchema,
  parseSettings,
  type AuroraStackProps,
  type Settings,
} from '../../stacks';

/** A stack that is scanned. */
export interface StackVariant {
  /** Also its id. */
  readonly name: string;
  readonly engine: Engine;
  /** Whether it has whatever can be switched on and ends a finding. */
  readonly hasOptions: boolean;
}

export type Engine = Settings['engine'];

const engines = ['aurora-postgresql', 'aurora-mysql'] as const;

/** Each engine with the defaults, and with the options. */
export const variants: readonly StackVariant[] = engines.flatMap((engine) => [
  { name: engine, engine, hasOptions: false },
  { name: `${engine}-options`, engine, hasOptions: true },
]);

/** Synthesizes the variants into `<folder>/stacks/<name>`. */
export async function synthesizeVariants(repository: string, folder: string): Promise<void> {
  const handler = await bundleHandler(join(repository, 'handler/main.ts'));
  // CDKTF makes the last folder only.
  mkdirSync(folder, { recursive: true });
  const app = new App({ outdir: folder });
  for (const { name, engine, hasOptions } of variants) {
    const schema = await loadSchema(join(repository, 'schema'), engine);
    const settings = { AWS_REGION: 'us-east-1', DB_ENGINE: engine };
    new AuroraStack(app, name, {
      settings: parseSettings({ ...settings, ...(hasOptions && majorVersions[engine]) }),
      schema,
      handler,
      ...(hasOptions && options(engine)),
    });
  }
  app.synth();
}

const majorVersions: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  'aurora-postgresql': { DB_ENGINE_VERSION: '16' },
  'aurora-mysql': { DB_ENGINE_VERSION: '8.0' },
};

const logExports: Readonly<Record<Engine, readonly string[]>> = {
  'aurora-postgresql': ['postgresql', 'iam-db-auth-error'],
  'aurora-mysql': ['audit', 'error', 'slowquery', 'iam-db-auth-error'],
};

function options(engine: Engine): Partial<AuroraStackProps> {
  return {
    tags: { CostCenter: '42' },
    kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/0b5e6fd4-1a2b-4c3d-8e9f-001122334455',
    permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
    network: {
      existingVpc: {
        vpcId: 'vpc-0123456789abcdef0',
        subnetIds: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
      },
    },
    cluster: {
      backupRetentionDays: 35,
      logExports: logExports[engine],
      performanceInsightsRetentionDays: 7,
    },
  };
}

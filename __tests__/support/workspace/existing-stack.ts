import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { emulatedSchemaPath } from '../../../emulator/environment';
import type { EngineName } from '../../../migration/migration';
import {
  bundleHandler,
  ExistingCluster,
  loadSchema,
  SchemaMigration,
  useBackend,
} from '../../../stacks';

/** A schema of the stack. */
export interface DatabaseScripts {
  readonly databaseName: string;
  readonly scripts: Readonly<Record<string, string>>;
}

export interface ExistingStackOptions {
  readonly engine: EngineName;
  readonly clusterIdentifier: string;
  /** Migrated one after the other. */
  readonly databases: readonly DatabaseScripts[];
  /** Of the functions. */
  readonly timeoutSeconds: number;
}

/**
 * Synthesizes a stack of a team that has its cluster already.
 *
 * @returns the stack's folder; its outputs are called `Response0`, `Response1`
 */
export async function synthesizeExistingStack(
  folder: string,
  { engine, clusterIdentifier, databases, timeoutSeconds }: ExistingStackOptions,
): Promise<string> {
  const outdir = join(folder, 'existing.out');
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'existing');
  useBackend(stack, { kind: 'local' });
  new AwsProvider(stack, 'AwsProvider');
  stack.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');

  const handler = await bundleHandler(join(__dirname, '../../../handler/main.ts'));
  let former: SchemaMigration | undefined;
  for (const [index, { databaseName, scripts }] of databases.entries()) {
    const cluster = new ExistingCluster(stack, `Database${index}`, {
      clusterIdentifier,
      engine,
      databaseName,
    });
    const migration = new SchemaMigration(stack, `Migration${index}`, {
      cluster,
      schema: await loadSchema(writeScripts(join(folder, `schema${index}`), scripts), engine),
      handler,
      schemaPath: emulatedSchemaPath,
      timeoutSeconds,
      dependsOn: former === undefined ? [] : [former.invocation],
    });
    new TerraformOutput(stack, `Response${index}`, { value: migration.responseMessage });
    former = migration;
  }
  app.synth();
  return join(outdir, 'stacks/existing');
}

function writeScripts(folder: string, scripts: Readonly<Record<string, string>>): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, name), text);
  return folder;
}

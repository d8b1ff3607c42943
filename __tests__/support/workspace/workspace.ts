import { execFile } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emulatedEnvironment, emulatedSchemaPath } from '../../../emulator/environment';
import { type ProviderSources, provideProviders } from '../../../emulator/terraform/providers';
import { terraform, type TerraformRun } from '../../../emulator/terraform/terraform';
import type { EngineName } from '../../../migration/migration';
import { readPlan, type PlannedChange } from './planned-change';

const run = promisify(execFile);
const root = join(__dirname, '../../..');

/** A checkout of a team: scripts, what they are synthesized to, and Terraform. */
export interface Workspace {
  /** Scratch; holds all the others. */
  readonly folder: string;
  readonly schemaFolder: string;
  readonly stackFolder: string;
  /** Names of the scripts and their contents; undefined removes one. */
  write(scripts: Readonly<Record<string, string | undefined>>): void;
  /** Runs `main.ts`. */
  synth(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** Runs Terraform in the stack's folder, or in another one. */
  terraform(args: readonly string[], folder?: string): Promise<TerraformRun>;
  /** Everything that the plan would change, by address. */
  plan(...args: readonly string[]): Promise<readonly PlannedChange[]>;
  /** Environment for other programs that work on the workspace. */
  environment(folders?: readonly string[]): Promise<ServedEnvironment>;
  close(): void;
}

export interface ServedEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  stop(): void;
}

export function openWorkspace(
  engine: EngineName,
  settings: Readonly<Record<string, string>>,
): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-'));
  const schemaFolder = join(folder, 'schema');
  const outdir = join(folder, 'cdktf.out');
  const stackFolder = join(outdir, 'stacks/aurora');
  mkdirSync(schemaFolder);
  const sources = JSON.parse(requireVariable('TEST_PROVIDER_SOURCES')) as ProviderSources;
  const fixed = {
    DB_ENGINE: engine,
    SCHEMA_FOLDER: schemaFolder,
    SCHEMA_PATH: emulatedSchemaPath,
    CDKTF_OUTDIR: outdir,
    ...settings,
  };

  async function environment(
    folders: readonly string[] = [stackFolder],
  ): Promise<ServedEnvironment> {
    const providers = await provideProviders(folders, sources);
    const variables = { ...emulatedEnvironment(process.env, endpointOf(engine)), ...fixed };
    return { variables: { ...variables, ...providers.environment }, stop: providers.stop };
  }
  async function runTerraform(
    args: readonly string[],
    inFolder = stackFolder,
  ): Promise<TerraformRun> {
    const { variables, stop } = await environment([inFolder]);
    try {
      return await terraform(inFolder, variables, ...args);
    } finally {
      stop();
    }
  }

  return {
    folder,
    schemaFolder,
    stackFolder,
    write: (scripts) => {
      for (const [name, text] of Object.entries(scripts)) {
        const path = join(schemaFolder, name);
        if (text === undefined) rmSync(path);
        else writeFileSync(path, text);
      }
    },
    synth: async (more = {}) => {
      const variables = { ...emulatedEnvironment(process.env, endpointOf(engine)), ...fixed };
      await run(process.execPath, ['--import', 'tsx', 'main.ts'], {
        cwd: root,
        env: { ...variables, ...more },
      });
    },
    terraform: runTerraform,
    plan: async (...args) => {
      const file = join(folder, 'plan');
      const planned = await runTerraform(['plan', '-input=false', `-out=${file}`, ...args]);
      if (planned.exitCode !== 0) throw new Error(planned.text);
      return readPlan((await runTerraform(['show', '-json', file])).text);
    },
    environment,
    close: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

function endpointOf(engine: EngineName): string {
  return requireVariable(
    engine === 'aurora-postgresql' ? 'TEST_AWS_POSTGRES_ENDPOINT' : 'TEST_AWS_MYSQL_ENDPOINT',
  );
}

function requireVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests by their npm script`);
  return value;
}

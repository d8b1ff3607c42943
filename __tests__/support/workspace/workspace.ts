import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emulatedEnvironment, emulatedSchemaPath } from '../../../emulator/environment';
import { type ProviderSources, provideProviders } from '../../../emulator/terraform/providers';
import { rememberPause } from '../../../emulator/terraform/remember-pause';
import {
  type StartedTerraform,
  startTerraform,
  type TerraformRun,
} from '../../../emulator/terraform/terraform';
import type { EngineName } from '../../../migration/migration';
import { emulatorEndpoint, requireVariable } from './emulator-endpoint';
import { note } from './scratch';

type Variables = Readonly<Record<string, string | undefined>>;

/** What somebody has who works on a schema: scripts, the folder that is synthesized, Terraform. */
export interface Workspace {
  /** Scratch; holds the others and the state. */
  readonly folder: string;
  readonly stackFolder: string;
  /** Writes scripts by their names; undefined removes one. */
  readonly write: (scripts: Readonly<Record<string, string | undefined>>) => void;
  /** Runs `main.ts` with settings on top of those of the workspace. */
  readonly synth: (settings?: Variables) => Promise<void>;
  readonly terraform: (args: readonly string[], options?: RunOptions) => Promise<TerraformRun>;
  readonly startTerraform: (
    args: readonly string[],
    options?: RunOptions,
  ) => Promise<StartedTerraform>;
  /** What a program needs to work on the workspace; the caller stops what serves it. */
  readonly serve: (
    folders: readonly string[],
  ) => Promise<{ readonly variables: Variables; readonly stop: () => void }>;
  readonly close: () => void;
}

export interface RunOptions {
  /** @default the stack's folder */
  readonly folder?: string;
  /** @default those of the workspace */
  readonly variables?: Variables;
  /** @default none but those that are given anyway */
  readonly args?: readonly string[];
}

const run = promisify(execFile);
const root = join(__dirname, '../../..');

/** @param settings of the deployment, as `main.ts` reads them */
export function openWorkspace(engine: EngineName, settings: Variables): Workspace {
  const sources = JSON.parse(requireVariable('TEST_PROVIDER_SOURCES')) as ProviderSources;
  const scratch = requireVariable('TEST_SCRATCH');
  const folder = mkdtempSync(join(scratch, 'workspace-'));
  const schemaFolder = join(folder, 'schema');
  const outdir = join(folder, 'cdktf.out');
  const stackFolder = join(outdir, 'stacks/aurora');
  mkdirSync(schemaFolder);
  const variables = {
    ...emulatedEnvironment(process.env, emulatorEndpoint(engine)),
    DB_ENGINE: engine,
    SCHEMA_FOLDER: schemaFolder,
    SCHEMA_PATH: emulatedSchemaPath,
    CDKTF_OUTDIR: outdir,
    // Providers start several times for each command, and live for seconds: a fifth of that is garbage.
    GOGC: '400',
    ...settings,
  };

  const serve: Workspace['serve'] = async (folders) => {
    const providers = await provideProviders(folders, sources);
    return {
      variables: { ...variables, ...providers.environment },
      stop: () => {
        providers.stop();
      },
    };
  };
  const start: Workspace['startTerraform'] = async (args, options = {}) => {
    const inFolder = options.folder ?? stackFolder;
    const served = await serve([inFolder]);
    const environment = { ...served.variables, ...options.variables };
    const started = startTerraform(inFolder, environment, ...args, ...(options.args ?? []));
    note(scratch, started.pid, started.done);
    const done = started.done.finally(served.stop);
    return {
      ...started,
      done:
        args[0] === 'init'
          ? done.finally(() => {
              forgetChecksums(inFolder);
            })
          : done,
    };
  };

  return {
    folder,
    stackFolder,
    write: (scripts) => {
      for (const [name, text] of Object.entries(scripts)) {
        const path = join(schemaFolder, name);
        if (text === undefined) rmSync(path);
        else writeFileSync(path, text);
      }
    },
    synth: async (more = {}) => {
      await run(process.execPath, ['--import', 'tsx', 'main.ts'], {
        cwd: root,
        env: { ...variables, ...more },
      });
      rememberPause(stackFolder);
    },
    terraform: async (args, options) => (await start(args, options)).done,
    startTerraform: start,
    serve,
    close: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Terraform would read each provider at each command, for its checksum: 700 MB, two seconds. */
function forgetChecksums(folder: string): void {
  const lock = join(folder, '.terraform.lock.hcl');
  if (!existsSync(lock)) return;
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^ {2}hashes = \[[^\]]*\]\n/gm, ''));
}

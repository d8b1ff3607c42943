import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { emulatedEnvironment, emulatedSchemaPath } from '../environment';
import { provideProviders } from '../terraform/providers';
import { rememberPause } from '../terraform/remember-pause';
import type { Running } from './running';

/**
 * Synthesizes the app and applies its stack to the emulator, in sight of the user.
 *
 * @returns the exit code of the first program that failed, or 0
 */
export async function applyLocally(
  root: string,
  folder: string,
  { endpoint }: Running,
): Promise<number> {
  const outdir = join(folder, 'cdktf.out');
  const stackFolder = join(outdir, 'stacks/aurora');
  const variables = {
    ...emulatedEnvironment(process.env, endpoint),
    // What is tried out is thrown away.
    DB_DELETION_PROTECTION: 'off',
    DB_FINAL_SNAPSHOT: 'off',
    SCHEMA_PATH: emulatedSchemaPath,
    STATE_PATH: folder,
    CDKTF_OUTDIR: outdir,
  };
  const synth = ['--import', 'tsx', 'main.ts'];
  const synthesized = await run(process.execPath, synth, root, variables);
  if (synthesized !== 0) return synthesized;
  rememberPause(stackFolder);

  // Terraform does not look whether somebody sees its colours.
  const isPlain = !process.stdout.isTTY || (process.env.NO_COLOR ?? '') !== '';
  const plain = isPlain ? ['-no-color'] : [];
  const providers = await provideProviders([stackFolder]);
  try {
    const environment = { ...variables, ...providers.environment };
    if (!existsSync(join(stackFolder, '.terraform'))) {
      const init = await run(
        'terraform',
        ['init', '-input=false', ...plain],
        stackFolder,
        environment,
      );
      if (init !== 0) return init;
    }
    const apply = ['apply', '-input=false', '-auto-approve', ...plain];
    return await run('terraform', apply, stackFolder, environment);
  } finally {
    providers.stop();
  }
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    // Ctrl-C reaches the program as well, which ends in its own way; we wait for it.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', ignore);
      resolve(code ?? 1);
    });
  });
}

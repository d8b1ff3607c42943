import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Command {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Said when it fails, before all that the command has written. */
  readonly failure: string;
}

const execute = promisify(execFile);

/** Runs a program and waits for its end. */
export async function run(
  { folder, environment, failure }: Command,
  program: string,
  ...args: readonly string[]
): Promise<void> {
  try {
    await execute(program, args, { cwd: folder, env: environment, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const text = `${stdout}${stderr}`.trim() || String(error);
    throw new Error(`${failure}:\n${text}`, { cause: error });
  }
}

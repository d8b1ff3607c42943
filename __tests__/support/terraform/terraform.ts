import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface TerraformRun {
  readonly exitCode: number;
  /** Standard output and, behind it, standard error, without colours. */
  readonly text: string;
}

const run = promisify(execFile);

/** Runs Terraform in a folder and waits for its end, whatever that is. */
export async function terraform(
  folder: string,
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<TerraformRun> {
  try {
    const { stdout, stderr } = await run('terraform', [...args, '-no-color'], {
      cwd: folder,
      env: { ...process.env, ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { exitCode: 0, text: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      readonly code?: number | string;
      readonly stdout?: string;
      readonly stderr?: string;
    };
    if (code === 'ENOENT') {
      throw new Error('terraform is not on the PATH: install Terraform 1.4 or later', {
        cause: error,
      });
    }
    if (typeof code !== 'number') throw error;
    return { exitCode: code, text: `${stdout ?? ''}${stderr ?? ''}` };
  }
}

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
  environment: Readonly<Record<string, string | undefined>>,
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
    if (code === 'ENOENT') throw new Error(terraformMissing(), { cause: error });
    if (typeof code !== 'number') throw error;
    return { exitCode: code, text: `${stdout ?? ''}${stderr ?? ''}` };
  }
}

/** The oldest Terraform that runs what the tests try; the stack alone asks for less. */
export const minimumVersion = '1.11.0';

/** Says in a line what is wrong with the Terraform of this machine; undefined when nothing is. */
export async function findTerraformProblem(): Promise<string | undefined> {
  const version = await readVersion();
  if (version === undefined) return terraformMissing();
  return isAtLeast(version, minimumVersion)
    ? undefined
    : `Terraform is ${version}: install ${minimumVersion} or later ` +
        '(https://developer.hashicorp.com/terraform/install).';
}

export function isAtLeast(version: string, minimum: string): boolean {
  return version.localeCompare(minimum, 'en', { numeric: true }) >= 0;
}

function terraformMissing(): string {
  return (
    `Terraform is not on the PATH: install ${minimumVersion} or later ` +
    '(https://developer.hashicorp.com/terraform/install).'
  );
}

async function readVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await run('terraform', ['version', '-json'], {
      env: { ...process.env, CHECKPOINT_DISABLE: '1' },
    });
    return (JSON.parse(stdout) as { readonly terraform_version: string }).terraform_version;
  } catch {
    return undefined;
  }
}

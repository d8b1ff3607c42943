import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

export interface TerraformRun {
  readonly exitCode: number;
  /** Standard output and standard error, as they came, without colours. */
  readonly text: string;
}

export interface StartedTerraform {
  /** Of the process and of the group that holds its providers; absent when it did not start. */
  readonly pid?: number;
  readonly done: Promise<TerraformRun>;
  /** What Ctrl-C does. */
  interrupt(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

const run = promisify(execFile);

/** Runs Terraform in a folder and waits for its end, whatever that is. */
export function terraform(
  folder: string,
  environment: Environment,
  ...args: readonly string[]
): Promise<TerraformRun> {
  return startTerraform(folder, environment, ...args).done;
}

export function startTerraform(
  folder: string,
  environment: Environment,
  ...args: readonly string[]
): StartedTerraform {
  const child = spawn('terraform', [...args, '-no-color'], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<TerraformRun>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new Error(terraformMissing(), { cause }));
    });
    child.once('close', (code) => {
      resolve({ exitCode: code ?? 1, text: Buffer.concat(chunks).toString('utf8') });
    });
  });
  return {
    ...(child.pid !== undefined && { pid: child.pid }),
    done,
    interrupt: () => {
      child.kill('SIGINT');
    },
  };
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

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a background process has started for `deploy:local`, in its folder. */
export interface Running {
  readonly pid: number;
  /** Of AWS. */
  readonly endpoint: string;
  /** The database that the scripts are applied to. */
  readonly databaseUrl: string;
}

export const runningFile = 'running.json';

/** What runs for this folder; undefined when nothing does, whatever was left behind. */
export async function findRunning(folder: string): Promise<Running | undefined> {
  const file = join(folder, runningFile);
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8')) as Running;
  return (await answers(running)) ? running : undefined;
}

/** Ends what runs for the folder, and removes the folder. Returns whether there was something. */
export async function stopRunning(folder: string): Promise<boolean> {
  const running = await findRunning(folder);
  if (running !== undefined) {
    process.kill(running.pid, 'SIGTERM');
    await gone(running.pid);
  }
  rmSync(folder, { recursive: true, force: true });
  return running !== undefined;
}

async function answers({ endpoint }: Running): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}

const stopTimeoutMs = 30_000;

async function gone(pid: number): Promise<void> {
  const deadline = Date.now() + stopTimeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`process ${pid} does not end: kill it`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

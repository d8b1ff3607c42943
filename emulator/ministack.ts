import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './servers/free-port';

export interface Ministack {
  readonly endpoint: string;
  /** What it and its functions have printed. */
  readLog(): Promise<string>;
  stop(): Promise<void>;
  discard(): void;
}

const startTimeoutMs = 60_000;

/**
 * Starts an emulator of AWS on a free port of the loopback interface. All that it keeps is gone
 * when it stops.
 *
 * @param python interpreter that has the packages of `requirements.txt`
 * @param dataApiEndpoint where its functions find the Data API; its own one runs no SQL
 */
export async function startMinistack(python: string, dataApiEndpoint: string): Promise<Ministack> {
  const scratch = await mkdtemp(join(tmpdir(), 'aurora-migrate-ministack-'));
  const temporary = join(scratch, 'tmp');
  await mkdir(temporary);
  const logFile = join(scratch, 'log');
  const port = await freePort();
  const log = openSync(logFile, 'w');
  // A group of its own: its functions are processes that must end with it.
  const server = spawn(python, ['-m', 'ministack'], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: scratch,
    env: {
      ...withoutAws(process.env),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      AWS_ENDPOINT_URL_RDS_DATA: dataApiEndpoint,
      // Its functions unpack code and layers there.
      TMPDIR: temporary,
      STATE_DIR: join(scratch, 'state'),
      S3_DATA_DIR: join(scratch, 's3'),
      // On a machine with Docker it would start a database of its own for each cluster.
      DOCKER_HOST: 'tcp://127.0.0.1:1',
    },
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => {
      resolve();
    });
    server.once('error', () => {
      resolve();
    });
  });
  const readLog = (): Promise<string> => readFile(logFile, 'utf8');
  const stop = async (): Promise<void> => {
    killGroup(server.pid);
    await ended;
    await rm(scratch, { recursive: true, force: true });
  };
  const discard = (): void => {
    killGroup(server.pid);
    rmSync(scratch, { recursive: true, force: true });
  };

  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startTimeoutMs;
  while (!(await isHealthy(endpoint))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      const text = await readLog();
      await stop();
      throw new Error(`MiniStack did not start:\n${text.slice(-4000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { endpoint, readLog, stop, discard };
}

function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')),
  );
}

// It keeps nothing that would have to be written first.
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}

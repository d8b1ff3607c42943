import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freePort } from './free-port';
import type { DatabaseServer } from './database-server';

const binaries = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/opt/homebrew/bin/mariadbd'];
const shares = ['/usr/share/mysql', '/usr/share/mariadb', '/opt/homebrew/share/mysql'];
const startTimeoutMs = 60_000;

/** How to get MariaDB, in one line; undefined when it is there. */
export function mariadbMissing(): string | undefined {
  return findBinary() !== undefined && findShare() !== undefined
    ? undefined
    : 'MariaDB is missing: install it (Debian and Ubuntu: apt-get install mariadb-server-core).';
}

/** A real MariaDB on a scratch folder and a free port. */
export async function startMariadbServer(): Promise<DatabaseServer> {
  const binary = findBinary();
  const share = findShare();
  if (binary === undefined || share === undefined) throw new Error(mariadbMissing());

  const scratch = await mkdtemp(join(tmpdir(), 'aurora-migrate-mariadb-'));
  const port = await freePort();
  const flags = ['--no-defaults', `--datadir=${join(scratch, 'data')}`, ...userFlags()];
  await mkdir(join(scratch, 'data', 'mysql'), { recursive: true });
  bootstrap(binary, flags, share);
  const start = (): Running =>
    startProcess(binary, [
      ...flags,
      `--socket=${join(scratch, 'server.sock')}`,
      `--port=${String(port)}`,
      '--bind-address=127.0.0.1',
      // A server that starts clears its folder of temporary tables, others' included.
      `--tmpdir=${scratch}`,
      // A name would make the client another user, root@localhost.
      '--skip-name-resolve',
      `--pid-file=${join(scratch, 'server.pid')}`,
      // Written at each commit, and not to the disk: it has to outlive the process alone.
      '--innodb-flush-log-at-trx-commit=2',
      '--max-allowed-packet=64M',
    ]);
  let running = start();

  const url = `mysql://root:root@127.0.0.1:${String(port)}/`;
  const stop = async (): Promise<void> => {
    await ended(running.server, 'SIGTERM');
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    await waitFor(url, running);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    kill: () => ended(running.server, 'SIGKILL'),
    restart: async () => {
      running = start();
      await waitFor(url, running);
    },
    stop,
    discard: () => {
      running.server.kill('SIGKILL');
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly server: ChildProcess;
  readonly log: () => string;
}

function startProcess(binary: string, flags: readonly string[]): Running {
  const server = spawn(binary, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)));
  return { server, log: () => log };
}

function findBinary(): string | undefined {
  return binaries.find((path) => existsSync(path));
}

function findShare(): string | undefined {
  return shares.find((path) => existsSync(join(path, 'mysql_system_tables.sql')));
}

function userFlags(): readonly string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

// What mariadb-install-db does; that script needs packages beyond the server's own.
function bootstrap(binary: string, flags: readonly string[], share: string): void {
  const files = [
    'mysql_system_tables.sql',
    'mysql_performance_tables.sql',
    'mysql_system_tables_data.sql',
  ];
  const sql = [
    'use mysql;',
    ...files.map((file) => readFileSync(join(share, file), 'utf8')),
    'flush privileges;',
    "create or replace user root@'127.0.0.1' identified by 'root';",
    "grant all privileges on *.* to root@'127.0.0.1' with grant option;",
  ].join('\n');
  const { status, stderr } = spawnSync(binary, [...flags, '--bootstrap'], {
    input: sql,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`MariaDB did not initialize:\n${stderr.slice(-2000)}`);
}

async function waitFor(url: string, { server, log }: Running): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    try {
      await (await createConnection(url)).end();
      return;
    } catch (error) {
      if (server.exitCode !== null || server.signalCode !== null || Date.now() > deadline) {
        throw new Error(`MariaDB did not start:\n${log()}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) {
      resolve();
      return;
    }
    server.once('exit', () => {
      resolve();
    });
    server.kill(signal);
  });
}

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBackend } from '../../local/open-backend';
import { startEmulator } from '../emulator';
import { keep, stopAll } from '../running';
import { startMariadbServer } from '../servers/mariadb-server';
import { startPostgresServer } from '../servers/postgres-server';
import { type Running, runningFile } from './running';

/** What `deploy:local` leaves running: a server with the database that RDS would make, and AWS. */
async function main(): Promise<void> {
  const [folder = '.', engine, databaseName = '', python = ''] = process.argv.slice(2);
  const server = await (engine === 'aurora-mysql' ? startMariadbServer() : startPostgresServer());
  keep(server);

  const adminUrl = new URL(engine === 'aurora-mysql' ? 'mysql' : 'postgres', server.url).href;
  await createDatabase(adminUrl, databaseName);
  const emulator = await startEmulator({ python, databaseUrl: adminUrl });
  keep(emulator);

  const running: Running = {
    pid: process.pid,
    endpoint: emulator.endpoint,
    databaseUrl: new URL(databaseName, server.url).href,
  };
  const file = join(folder, runningFile);
  // Whole or not at all: it is waited for.
  writeFileSync(`${file}.new`, JSON.stringify(running));
  renameSync(`${file}.new`, file);
}

/** @param name which the settings have checked: letters, digits and underscores */
async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const backend = await openBackend(adminUrl);
  const session = await backend.connect(backend.database);
  await session.execute([`create database ${name}`]);
  await session.close();
  await backend.close();
}

main().catch(async (error: unknown) => {
  console.error(error);
  await stopAll();
  process.exitCode = 1;
});

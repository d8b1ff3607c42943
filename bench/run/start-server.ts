import { keep } from '../../emulator/running';
import { startMariadbServer } from '../../emulator/servers/mariadb-server';
import { startPostgresServer } from '../../emulator/servers/postgres-server';
import type { EngineName } from '../../migration/migration';
import type { Server } from './with-database';

/** Starts the engine's server; `stopAll` of the emulator ends it. */
export async function startServer(engine: EngineName): Promise<Server> {
  const start = engine === 'aurora-mysql' ? startMariadbServer : startPostgresServer;
  const server = await start();
  keep(server);
  return { engine, url: server.url };
}

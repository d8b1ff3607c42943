import { join } from 'node:path';
import { assertComponents } from '../../../emulator/components';
import { startEmulator } from '../../../emulator/emulator';
import { preparePython } from '../../../emulator/python-environment';
import { keep } from '../../../emulator/running';
import { startMariadbServer } from '../../../emulator/servers/mariadb-server';
import { startPostgresServer } from '../../../emulator/servers/postgres-server';
import { findProviderSources } from '../../../emulator/terraform/providers';
import { openScratch } from '../workspace/scratch';
import { useTemporaryFolder } from './temporary-folder';

const root = join(__dirname, '../../..');

// Long enough for every script of the scenarios but the one that shows what happens beyond.
const callTimeoutMs = 6_000;

/**
 * One PostgreSQL, one MariaDB and an emulator of AWS before each of them, for all suites of
 * `npm run test:e2e`. With TEST_MYSQL_URL set, that server stands in for MariaDB: a MySQL 8, for
 * one.
 */
export default async function setUp(): Promise<void> {
  const sources = await findProviderSources();
  const needsMariadb = process.env.TEST_MYSQL_URL === undefined;
  await assertComponents({ sources, needsMariadb });
  process.env.TEST_PROVIDER_SOURCES = JSON.stringify(sources);
  useTemporaryFolder();
  const scratch = openScratch();
  keep(scratch);
  process.env.TEST_SCRATCH = scratch.folder;

  const postgres = await startPostgresServer();
  keep(postgres);
  process.env.TEST_POSTGRES_URL = postgres.url;
  if (needsMariadb) {
    const mariadb = await startMariadbServer();
    keep(mariadb);
    process.env.TEST_MYSQL_URL = mariadb.url;
  }

  const python = await preparePython(
    join(root, 'emulator/requirements.txt'),
    join(root, '.emulator/python'),
  );
  const databases = {
    POSTGRES: `${postgres.url}postgres`,
    MYSQL: new URL('mysql', process.env.TEST_MYSQL_URL).href,
  };
  for (const [name, databaseUrl] of Object.entries(databases)) {
    const emulator = await startEmulator({ python, databaseUrl, callTimeoutMs });
    keep(emulator);
    process.env[`TEST_AWS_${name}_ENDPOINT`] = emulator.endpoint;
  }
}

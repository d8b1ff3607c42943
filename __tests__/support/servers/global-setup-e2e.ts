import { startMariadbServer } from './mariadb-server';
import { startPostgresServer } from './postgres-server';
import { keep } from './running';

/**
 * One PostgreSQL and one MariaDB for all suites of `npm run test:e2e`. With TEST_MYSQL_URL set,
 * that server stands in for MariaDB: a MySQL 8, for one.
 */
export default async function setUp(): Promise<void> {
  const postgres = await startPostgresServer();
  keep(postgres);
  process.env.TEST_POSTGRES_URL = postgres.url;
  if (process.env.TEST_MYSQL_URL !== undefined) return;
  const mariadb = await startMariadbServer();
  keep(mariadb);
  process.env.TEST_MYSQL_URL = mariadb.url;
}

import { startPostgresServer } from '../../../emulator/servers/postgres-server';
import { keep } from '../../../emulator/running';
import { useTemporaryFolder } from './temporary-folder';

/** One PostgreSQL for all suites of `npm test`. */
export default async function setUp(): Promise<void> {
  process.stderr.write(
    'MySQL: its suites run with `npm run test:e2e`, which needs MariaDB ' +
      '(Debian and Ubuntu: apt-get install mariadb-server-core).\n',
  );
  useTemporaryFolder();
  const server = await startPostgresServer();
  keep(server);
  process.env.TEST_POSTGRES_URL = server.url;
}

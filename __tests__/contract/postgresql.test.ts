import { createPostgresBackend } from '../../local/backends/postgres';
import { createPostgresDatabase } from '../support/servers/databases';
import { describeEngine } from './describe-engine';

describeEngine('PostgreSQL', {
  engine: 'aurora-postgresql',
  hasSessions: true,
  createDatabase: createPostgresDatabase,
  connect: (url, options) => createPostgresBackend({ url, ...options }),
});

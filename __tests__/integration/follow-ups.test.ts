import { createPostgresBackend } from '../../local/backends/postgres';
import { createPostgresDatabase } from '../support/servers/databases';
import { describeFollowUps } from './describe-follow-ups';

describeFollowUps({
  engine: 'aurora-postgresql',
  hasSessions: true,
  createDatabase: createPostgresDatabase,
  connect: (url, options) => createPostgresBackend({ url, ...options }),
});

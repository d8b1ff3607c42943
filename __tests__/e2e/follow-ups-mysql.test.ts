import { describeFollowUps } from '../integration/describe-follow-ups';
import { createMysqlBackend } from '../../local/backends/mysql';
import { createMysqlDatabase } from '../support/servers/databases';

describeFollowUps({
  engine: 'aurora-mysql',
  hasSessions: true,
  createDatabase: createMysqlDatabase,
  connect: (url, options) => createMysqlBackend({ url, ...options }),
});

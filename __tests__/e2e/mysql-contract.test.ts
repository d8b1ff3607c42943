import { describeEngine } from '../contract/describe-engine';
import { createMysqlBackend } from '../../local/backends/mysql';
import { createMysqlDatabase } from '../support/servers/databases';

describeEngine('MySQL', {
  engine: 'aurora-mysql',
  hasSessions: true,
  createDatabase: createMysqlDatabase,
  connect: (url, options) => createMysqlBackend({ url, ...options }),
});

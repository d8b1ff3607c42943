import { createMysqlBackend } from '../../local/backends/mysql';
import { createMysqlDatabase } from '../support/servers/databases';
import { describeWholeWay } from '../whole-way/describe-whole-way';
import { mysqlScript } from '../whole-way/mysql/statements';

describe('hostile scripts on MySQL', () => {
  describeWholeWay({
    openBackend: async () => createMysqlBackend({ url: await createMysqlDatabase() }),
    script: mysqlScript,
    backslash: '\\\\',
    table:
      'create table arrived (id int auto_increment primary key, value longtext not null) character set utf8mb4',
    emptyTable: 'delete from arrived',
  });
});

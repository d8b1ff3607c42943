import { createMysqlBackend } from '../../local/backends/mysql';
import { createMysqlDatabase } from '../support/servers/databases';
import { describeHostileNames } from '../whole-way/describe-hostile-names';
import { describeWholeWay } from '../whole-way/describe-whole-way';
import { mysqlScript } from '../whole-way/mysql/statements';

describe('hostile names on MySQL', () => {
  describeHostileNames({
    openBackend: async (name) => createMysqlBackend({ url: await createMysqlDatabase(name) }),
    history: 'aurora_migrate_history',
    repairs: 'aurora_migrate_repairs',
    makers: [
      'create table `t\'; ``$1\\ "y` (a int)',
      'alter table `t\'; ``$1\\ "y` add column `c\'; `` \\ "%s" :y` int',
      'create index `i\'); `` \\ "ü` on `t\'; ``$1\\ "y` (a)',
      'create procedure `p\'; ``$1\\ "y`() select 1',
      'create trigger `r\'; ``$1\\ "y` before insert on `t\'; ``$1\\ "y` for each row set new.a = 1',
      'create database `d\'; `` \\ $1 "ü`',
    ],
  });
});

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

import { createPostgresBackend } from '../../local/backends/postgres';
import { createPostgresDatabase } from '../support/servers/databases';
import { describeHostileNames } from './describe-hostile-names';
import { describeWholeWay } from './describe-whole-way';
import { postgresqlScript } from './postgresql/statements';

describe('hostile names on PostgreSQL', () => {
  describeHostileNames({
    openBackend: async (name) => createPostgresBackend({ url: await createPostgresDatabase(name) }),
    history: 'aurora_migrate.history',
    repairs: 'aurora_migrate.repairs',
    makers: [
      `create table "t'; ""$1\\ :y" (a int); create index concurrently "i'); $$ "" \\ -- %s" on "t'; ""$1\\ :y" (a)`,
      `create database "d'; "" \\ $1 ü"`,
    ],
  });
});

describe('hostile scripts on PostgreSQL', () => {
  describeWholeWay({
    openBackend: async () => createPostgresBackend({ url: await createPostgresDatabase() }),
    script: postgresqlScript,
    backslash: '\\',
    table: 'create table arrived (id serial primary key, value text not null)',
    emptyTable: 'truncate arrived',
  });
});

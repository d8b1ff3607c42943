import { createPostgresBackend } from '../../local/backends/postgres';
import { createPostgresDatabase } from '../support/servers/databases';
import { describeWholeWay } from './describe-whole-way';
import { postgresqlScript } from './postgresql/statements';

describe('hostile scripts on PostgreSQL', () => {
  describeWholeWay({
    openBackend: async () => createPostgresBackend({ url: await createPostgresDatabase() }),
    script: postgresqlScript,
    backslash: '\\',
    table: 'create table arrived (id serial primary key, value text not null)',
    emptyTable: 'truncate arrived',
  });
});

import { createPostgresDatabase } from '../../support/servers/databases';
import { readCatalog, readRows } from './catalog';
import { askOf, withClient } from './connect';

const functionOf = (body: string) => `create function f() returns text language sql as '${body}'`;

describe('readCatalog and readRows of PostgreSQL', () => {
  it.each([
    ['a body', functionOf("select '':x''"), functionOf("select ''x''")],
    ['a default', "create table t (v text default 'a:b')", "create table t (v text default 'a')"],
    ['a view', 'create view v as select 1 as a', 'create view v as select 2 as a'],
    ['a check', 'create table t (n int check (n > 1))', 'create table t (n int check (n > 2))'],
    ['a comment', "comment on schema public is 'a'", "comment on schema public is 'b'"],
    ['an enum', "create type e as enum ('a', 'b')", "create type e as enum ('b', 'a')"],
    [
      'an index',
      'create table t (a int, b int); create index i on t (a)',
      'create table t (a int, b int); create index i on t (b)',
    ],
    ['a row', "create table t as select 'a\r\n' as v", "create table t as select 'a\n' as v"],
  ])('tell a difference in %s', async (_title, one, other) => {
    expect(await storedBy(one)).not.toEqual(await storedBy(other));
  });
});

async function storedBy(sql: string) {
  return withClient(await createPostgresDatabase(), async (client) => {
    await client.query(sql);
    const ask = askOf(client);
    return { catalog: await readCatalog(ask), rows: await readRows(ask) };
  });
}

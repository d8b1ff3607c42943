import { createMysqlBackend } from '../../local/backends/mysql';
import { applyScripts } from '../integration/apply-scripts';
import { bodyTraps } from '../integration/mysql/body-traps';
import { readCatalog, readRows } from '../integration/mysql/catalog';
import { askOf, withConnection } from '../integration/mysql/connect';
import { literalTraps } from '../integration/mysql/literal-traps';
import { scriptOf, type Trap } from '../integration/mysql/trap';
import { createMysqlDatabase } from '../support/servers/databases';

describe('MySQL, through the Data API', () => {
  it.each([...bodyTraps, ...literalTraps])('stores as written: $title', async (trap) => {
    const ours = await createMysqlDatabase();
    const plain = await createMysqlDatabase();

    await applyScripts(await createMysqlBackend({ url: ours }), { 'V1__x.sql': scriptOf(trap) });
    await runPlainly(plain, trap);

    const stored = await read(ours, trap);
    expect(stored.answer).toEqual([trap.stored]);
    expect(stored).toEqual(await read(plain, trap));
  });
});

describe('readCatalog and readRows of MySQL', () => {
  it.each([
    ['a body', "create procedure p() select ':x'", "create procedure p() select 'x'"],
    [
      'a default',
      "create table t (v text, w char(3) default 'a:b')",
      'create table t (v text, w char(3))',
    ],
    ['a view', 'create view v as select 1 as a', 'create view v as select 2 as a'],
    ['a comment', "create table t (n int comment 'a')", "create table t (n int comment 'b')"],
    ['a row', "create table t as select 'a\r\n' as v", "create table t as select 'a\n' as v"],
  ])('tell a difference in %s', async (_title, one, other) => {
    expect(await storedBy(one)).not.toEqual(await storedBy(other));
  });
});

async function storedBy(sql: string) {
  const url = await createMysqlDatabase();
  const trap = { title: '', statements: [sql], question: 'select 1', stored: '1' };
  await runPlainly(url, trap);
  return read(url, trap);
}

async function runPlainly(url: string, { statements }: Trap): Promise<void> {
  await withConnection(url, async (connection) => {
    for (const sql of statements) await connection.query(sql);
  });
}

function read(url: string, { question }: Trap) {
  return withConnection(url, async (connection) => {
    const ask = askOf(connection);
    return {
      answer: (await ask(question)).flatMap((row) => Object.values(row)),
      catalog: await readCatalog(ask),
      rows: await readRows(ask),
    };
  });
}

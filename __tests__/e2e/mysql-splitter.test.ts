import fc from 'fast-check';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { splitMysql } from '../../authoring/mysql/split';
import { script, tableSetup } from '../authoring/mysql/script-generator';
import { createMysqlDatabase } from '../support/servers/databases';

const syntaxErrors = [1064, 1065, 1149];

describe('splitMysql, against a real server', () => {
  let connection: Connection;
  let manyAtOnce: Connection;

  beforeAll(async () => {
    const uri = await createMysqlDatabase();
    connection = await createConnection({ uri, charset: 'utf8mb4' });
    manyAtOnce = await createConnection({ uri, charset: 'utf8mb4', multipleStatements: true });
    for (const sql of tableSetup) await connection.query(sql);
  }, 60_000);

  afterAll(async () => {
    await connection.end();
    await manyAtOnce.end();
  });

  it('gives pieces that the server reads, each as one statement', async () => {
    for (const { text } of fc.sample(script, { seed: 42, numRuns: 150 })) {
      for (const statement of await statementsOf(text)) {
        expect({ statement, error: await syntaxErrorOf(connection, statement) }).toEqual({
          statement,
          error: undefined,
        });
      }
    }
  }, 60_000);

  it('cuts where the server cuts a text of many statements', async () => {
    const text = [
      "select 'a;b' as x, 1 as `c;d`; -- it's;",
      'create or replace procedure p() begin declare end int; if 1 then set end = 1; end if; end;',
      'select 2*/*;*/3 /*!50000 + 1 */; # ;',
      '/*!40101 set @x = ";" */;',
      "create or replace trigger tr before insert on t for each row if new.a then set new.b = ';'; end if;",
      'begin not atomic declare x int; set x = 1; end;',
      'select 5--5;',
      'alter table t comment = "it\'s \\"; quoted"',
    ].join('\n');

    const [results] = await manyAtOnce.query<RowDataPacket[][]>(text);

    expect((await statementsOf(text)).length).toBe(8);
    expect(results.length).toBe(8);
  });

  it('has bodies stored as they were written', async () => {
    const body =
      "begin\n  -- it's; a comment\n  declare end int default 1; # another; one\r\n" +
      '  if end > 1 then select \'é中;\', "//"; end /* of */ if;\nend';
    const [statement = ''] = await statementsOf(
      `DELIMITER //\ncreate or replace procedure written()\n${body}; //\nDELIMITER ;\n`,
    );

    await connection.query(statement);

    const [rows] = await connection.query<RowDataPacket[]>(
      'select routine_definition as body from information_schema.routines ' +
        "where routine_schema = database() and routine_name = 'written'",
    );
    expect(rows).toEqual([{ body }]);
  });

  it('reads strings as the server does', async () => {
    const [statement = ''] = await statementsOf(
      String.raw`select 'it''s;' as a, "b\";" as b, 'c\\' as c, '\'; -- ' as d, '/* 😀;' as e; select 2`,
    );

    const [rows] = await connection.query<RowDataPacket[]>(statement);

    expect(rows).toEqual([{ a: "it's;", b: 'b";', c: 'c\\', d: "'; -- ", e: '/* 😀;' }]);
  });
});

async function statementsOf(text: string): Promise<readonly string[]> {
  const { statements, problems } = await splitMysql({ text, byteOffset: 0 });
  expect(problems).toEqual([]);
  return statements.map((statement) => statement.text);
}

/** What the server cannot read; that it cannot run a statement says nothing about its end. */
async function syntaxErrorOf(connection: Connection, sql: string): Promise<string | undefined> {
  try {
    await connection.query(sql);
    return undefined;
  } catch (error) {
    const { errno, message } = error as { readonly errno?: number; readonly message: string };
    return errno !== undefined && !syntaxErrors.includes(errno) ? undefined : message;
  }
}

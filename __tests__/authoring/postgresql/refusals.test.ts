import { splitPostgresql } from '../../../authoring/postgresql/split';

const report = async (text: string) =>
  (await splitPostgresql({ text, byteOffset: 0 })).problems.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );

describe('statements that cannot run in a script on PostgreSQL', () => {
  it.each([
    ['begin', 'BEGIN'],
    ['BEGIN ISOLATION LEVEL SERIALIZABLE', 'BEGIN'],
    ['start transaction', 'START TRANSACTION'],
    ['commit', 'COMMIT'],
    ['end', 'END'],
    ['rollback', 'ROLLBACK'],
    ['abort', 'ABORT'],
    ['savepoint a', 'SAVEPOINT'],
    ['release a', 'RELEASE SAVEPOINT'],
    ['rollback to a', 'ROLLBACK TO SAVEPOINT'],
    ["prepare transaction 'a'", 'PREPARE TRANSACTION'],
    ["commit prepared 'a'", 'COMMIT PREPARED'],
    ["rollback prepared 'a'", 'ROLLBACK PREPARED'],
  ])('refuses %s', async (statement, command) => {
    expect(await report(`select 1;\n ${statement};`)).toEqual([
      `2:2 ${command} cannot be used in a script, ` +
        `which runs in a transaction of its own; remove it`,
    ]);
  });

  it('refuses COPY … FROM STDIN without data', async () => {
    expect(await report('copy t from stdin')).toEqual([
      '1:1 COPY … FROM STDIN needs rows from a client, which the Data API cannot send; write INSERT',
    ]);
  });

  it('refuses COPY … FROM STDIN with data once, and goes on behind the data', async () => {
    expect(await report("copy t from stdin;\n1\tit's; (\n\\.\nselct 1;")).toEqual([
      '1:1 COPY … FROM STDIN needs rows from a client, which the Data API cannot send; write INSERT',
      '4:1 syntax error at or near "selct"',
    ]);
  });

  it('refuses COPY … TO STDOUT', async () => {
    expect(await report('copy (select 1) to stdout')).toEqual([
      '1:1 COPY … TO STDOUT sends rows to a client, which the Data API cannot receive; remove it',
    ]);
  });

  it.each([
    'select 1 as a into t',
    'select * into temp t from x',
    'with x as (select 1) select * into t from x',
  ])('refuses %s', async (statement) => {
    expect(await report(statement)).toEqual([
      '1:1 SELECT … INTO a table cannot run in a procedure; write CREATE TABLE … AS SELECT …',
    ]);
  });

  it('refuses DISCARD ALL', async () => {
    expect(await report('discard all')).toEqual([
      '1:1 DISCARD ALL also undoes what the Data API has set in the session, which others use ' +
        'next; remove it: what a script sets ends with the script',
    ]);
  });

  it.each([
    ['set transaction isolation level serializable', 'SET TRANSACTION'],
    ['SET LOCAL TRANSACTION read only', 'SET TRANSACTION'],
    ["set transaction snapshot '00000003-0000001B-1'", 'SET TRANSACTION SNAPSHOT'],
    ["set transaction_isolation = 'serializable'", 'SET transaction_isolation'],
    ['set local transaction_read_only = on', 'SET transaction_read_only'],
  ])('refuses %s', async (statement, command) => {
    expect(await report(`select 1;\n ${statement};`)).toEqual([
      `2:2 ${command} comes too late, since the transaction of a script begins with the runner's ` +
        'own queries, and the history is written in it; remove it, or lock what others must not ' +
        'change (LOCK TABLE)',
    ]);
  });

  it.each([
    'set session characteristics as transaction isolation level serializable',
    'reset transaction_isolation',
    'set statement_timeout = 0',
    "copy t from '/data.csv'",
    'create table t as select 1',
    'discard temp',
    "do $$ begin execute 'commit'; end $$",
    'create function f() returns int as $$ begin select 1 into x; commit; end $$ language plpgsql',
  ])('takes %s', async (statement) => {
    expect(await report(statement)).toEqual([]);
  });
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { splitPostgresql } from '../../../authoring/postgresql/split';

const alone = [
  'create index concurrently on t (a)',
  'drop index concurrently i',
  'reindex (concurrently) table t',
  'reindex schema public',
  'reindex database template1',
  'alter table parted detach partition part concurrently',
  'vacuum',
  'cluster',
  'create database d',
  'drop database d',
  'alter database template1 set tablespace pg_default',
  "create tablespace s location '/s'",
  'drop tablespace s',
  'alter system set work_mem = 1',
  "create subscription s connection '' publication p",
  'do $x$ begin commit; end $x$',
];

const refused = [
  'begin',
  'savepoint a',
  'copy t from stdin',
  'copy t to stdout',
  'select 1 into x',
  'discard all',
];

const taken = [
  'reindex table t',
  'refresh materialized view concurrently m',
  'analyze t',
  'cluster t using i',
  "alter type e add value 'b'",
  'call p()',
  'alter table parted detach partition part',
  'discard temp',
  'declare c cursor for select 1',
  'create temp table x as select 1',
  'set local work_mem = 1000',
  'lock table t',
];

// What must run alone is read from a tree; here a real PostgreSQL says whether that is so.
describe('PostgreSQL, asked to execute a statement in PL/pgSQL', () => {
  let errors: Readonly<Record<string, string>>;

  beforeAll(async () => {
    errors = await executeInFunctions([...alone, ...refused, ...taken]);
  });

  it.each(alone)('fails on %s, which is marked to run alone', async (statement) => {
    const { statements } = await splitPostgresql({ text: statement, byteOffset: 0 });

    expect(statements[0]?.runsAlone).toBe(true);
    expect(errors[statement]).toMatch(
      /cannot be executed from a function|invalid transaction termination/,
    );
  });

  it.each(refused)('fails on %s, which is refused', async (statement) => {
    const { problems } = await splitPostgresql({ text: statement, byteOffset: 0 });

    expect(problems).toHaveLength(1);
    expect(errors[statement]).toMatch(
      /is not implemented|cannot COPY to\/from client|cannot be executed from a function/,
    );
  });

  it.each(taken)('takes %s, which is not marked', async (statement) => {
    const { statements, problems } = await splitPostgresql({ text: statement, byteOffset: 0 });

    expect(problems).toEqual([]);
    expect(statements[0]?.runsAlone).toBe(false);
    expect(errors[statement]).toBeUndefined();
  });
});

/** Messages of the statements that failed. PGlite loads modules in a way that jest cannot. */
async function executeInFunctions(
  statements: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['-e', program, JSON.stringify(statements)],
    { cwd: __dirname },
  );
  return JSON.parse(stdout) as Readonly<Record<string, string>>;
}

const program = `
  const { PGlite } = require('@electric-sql/pglite');
  void (async () => {
    const database = await PGlite.create();
    await database.exec(\`
      create table t (a int);
      create index i on t (a);
      create table parted (a int) partition by range (a);
      create table part partition of parted for values from (1) to (2);
      create materialized view m as select 1 as a;
      create unique index on m (a);
      create type e as enum ('a');
      create procedure p() language plpgsql as 'begin end'
    \`);
    const errors = {};
    for (const statement of JSON.parse(process.argv[1])) {
      const block = 'do $do$ begin execute $q$' + statement + '$q$; end $do$';
      // A block by itself, since COMMIT in one fails anyway when a transaction is open.
      await database.exec(block).catch((error) => (errors[statement] = error.message));
    }
    await database.close();
    process.stdout.write(JSON.stringify(errors));
  })();
`;

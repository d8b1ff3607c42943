import { splitPostgresql } from '../../../authoring/postgresql/split';

const split = (text: string) => splitPostgresql({ text, byteOffset: 0 });

describe('statements that leave something in the session on PostgreSQL', () => {
  it.each([
    'set search_path = a',
    'set local lock_timeout = 1',
    'set role r',
    "set time zone 'UTC'",
    'set session authorization r',
    'set session characteristics as transaction read only',
    "select pg_catalog.set_config('search_path', '', false)",
    "select case when true then set_config('a.b', 'c', false) end from t",
    'select pg_advisory_lock(1)',
    'create temp table t (a int)',
    'create table pg_temp.t (a int)',
    'create temporary table t as select 1',
    'create temp view v as select 1',
    'create temp sequence s',
    "create function pg_temp.f() returns int language sql as 'select 1'",
    'prepare p as select 1',
    'declare c cursor with hold for select 1',
    'set constraints all deferred',
    'lock table t',
    'listen c',
    "load 'x'",
  ])('include %s', async (statement) => {
    const { statements } = await split(statement);

    expect(statements.map(({ sharesSession }) => sharesSession)).toEqual([true]);
  });

  it.each([
    'reset search_path',
    'reset all',
    'set work_mem to default',
    'alter role r set search_path = a',
    'create table t (a int)',
    "insert into t values ('set_config')",
    "select 'set_config'",
    'execute p',
    'show search_path',
  ])('do not include %s', async (statement) => {
    const { statements } = await split(statement);

    expect(statements.map(({ sharesSession }) => sharesSession)).toEqual([false]);
  });

  it('are refused before a statement that runs in a session of its own', async () => {
    const { problems } = await split(
      'set search_path = a;\ncreate temp table t (a int);\n\n' +
        'create index concurrently on t (a);\nset role r;\nselect 1',
    );

    expect(problems).toEqual([
      {
        line: 1,
        column: 1,
        message:
          'SET search_path does not reach the CREATE INDEX CONCURRENTLY of line 4, which runs ' +
          'alone, in a session of its own; move that statement to a script of its own, or do ' +
          'without SET search_path there (qualified names, ALTER ROLE … SET)',
      },
      {
        line: 2,
        column: 1,
        message:
          'a temporary object does not reach the CREATE INDEX CONCURRENTLY of line 4, which runs ' +
          'alone, in a session of its own; move that statement to a script of its own, or do ' +
          'without a temporary object there (qualified names, ALTER ROLE … SET)',
      },
    ]);
  });

  it('may stand behind the last statement that runs alone', async () => {
    const { problems } = await split('vacuum; set search_path = a; select 1');

    expect(problems).toEqual([]);
  });
});

import { problems, split, texts } from './support';

const committed =
  'cannot be part of a script: each statement is committed by itself, together with its ' +
  'checkpoint; remove it';
const locked =
  'cannot be part of a script: a lock belongs to a connection, and statements share none; remove it';
const clientOnly =
  'is a command of the mysql client, which cannot run over the Data API; remove it';

describe('splitMysql', () => {
  it.each([
    ['start transaction', `START TRANSACTION ${committed}`],
    ['START /* x */ TRANSACTION READ ONLY', `START TRANSACTION ${committed}`],
    ['/*!50000 START TRANSACTION */', `START TRANSACTION ${committed}`],
    ['begin', `BEGIN ${committed}`],
    ['begin work', `BEGIN WORK ${committed}`],
    ['commit', `COMMIT ${committed}`],
    ['commit and chain', `COMMIT ${committed}`],
    ['rollback', `ROLLBACK ${committed}`],
    ['rollback to savepoint a', `ROLLBACK ${committed}`],
    ['savepoint a', `SAVEPOINT ${committed}`],
    ['release savepoint a', `RELEASE SAVEPOINT ${committed}`],
    ["xa start 'a'", `XA ${committed}`],
    ['set autocommit = 0', `SET autocommit ${committed}`],
    ['SET AUTOCOMMIT=0', `SET autocommit ${committed}`],
    ['set session autocommit := off', `SET autocommit ${committed}`],
    ['set @@autocommit = 1', `SET autocommit ${committed}`],
    ['set @a = 1, @@session.`autocommit` = 1', `SET autocommit ${committed}`],
    ['lock tables t write', `LOCK TABLES ${locked}`],
    ['unlock tables', `UNLOCK TABLES ${locked}`],
    ['lock instance for backup', `LOCK INSTANCE ${locked}`],
    ['flush tables with read lock', `FLUSH TABLES WITH READ LOCK ${locked}`],
    ['flush local tables a, b for export', `FLUSH TABLES FOR EXPORT ${locked}`],
    [
      "load data local infile 'a' into table t",
      'LOAD DATA cannot be part of a script: there is no file where the database runs; write INSERT statements, or load FROM S3',
    ],
    [
      "load xml infile 'a' into table t",
      'LOAD XML cannot be part of a script: there is no file where the database runs; write INSERT statements, or load FROM S3',
    ],
    [
      'use shop',
      'USE cannot be part of a script: the database is a setting of the migration; remove it, or write the database before the name, as in shop.orders',
    ],
    [
      'handler t open',
      'HANDLER needs a connection that stays open, which the Data API has not; use SELECT',
    ],
    [
      'get diagnostics @a = number',
      'GET DIAGNOSTICS works only in the body of a stored program; move it into one',
    ],
    [
      "signal sqlstate '45000'",
      'SIGNAL works only in the body of a stored program; move it into one',
    ],
    ['resignal', 'RESIGNAL works only in the body of a stored program; move it into one'],
    [
      'prepare s from concat(1)',
      "PREPARE cannot be read; write PREPARE name FROM @variable, or FROM 'text'",
    ],
    [
      "execute immediate 'select 1'",
      'EXECUTE cannot be read; write EXECUTE name, or EXECUTE name USING @a, @b',
    ],
    ['deallocate s', 'DEALLOCATE cannot be read; write DEALLOCATE PREPARE name'],
    [
      "set role 'shop_admin'",
      'SET ROLE cannot be part of a script: nothing takes it back in a connection that others use; ' +
        'remove it, and grant to the user of the migrations what the script needs',
    ],
  ])('refuses %s', async (sql, message) => {
    expect(await problems('select 1;', `  ${sql};`, 'select 2;')).toEqual([
      { line: 2, column: 3, message },
    ]);
  });

  it.each([
    ["set sql_mode = 'STRICT_ALL_TABLES,ANSI_QUOTES'", 'ANSI_QUOTES'],
    ["SET SESSION sql_mode = concat(@@sql_mode, ',no_backslash_escapes')", 'NO_BACKSLASH_ESCAPES'],
    ['set @mode = "ANSI_QUOTES"', 'ANSI_QUOTES'],
    ['set sql_mode = ansi_quotes', 'ANSI_QUOTES'],
    ["set @@session.sql_mode = 'ansi'", 'ANSI'],
    ["/*!40101 SET SQL_MODE='ANSI,STRICT_ALL_TABLES' */", 'ANSI'],
  ])('refuses %s, which would change where strings end', async (sql, mode) => {
    expect(await problems(`${sql};`)).toEqual([
      {
        line: 1,
        column: 1,
        message:
          `sql_mode ${mode} cannot be set in a script: it changes where strings and names end, ` +
          'and scripts are split without it; remove it, and write scripts for the default mode',
      },
    ]);
  });

  it.each([
    ["set sql_mode = 'NO_AUTO_VALUE_ON_ZERO'"],
    ["set @a = 'ansi'"],
    ['set @old_autocommit = @@autocommit'],
    ['set transaction isolation level read committed'],
    ['set default role all to shop'],
    ["load data from s3 's3://a/b' into table t"],
    ['load index into cache t'],
    ['flush tables'],
    ['start replica'],
    ['prepare s from @a'],
    ['execute s using @a, @b'],
    ['deallocate prepare s'],
    ['create procedure p() begin start transaction; commit; signal sqlstate "45000"; end'],
    ['begin not atomic commit; end'],
    ['help select'],
  ])('takes %s', async (sql) => {
    expect(await texts(`${sql};`)).toEqual([sql]);
  });

  it('still says where a refused statement stands', async () => {
    expect((await split('commit; select 1;')).statements).toMatchObject([
      { text: 'commit', column: 1, runsAlone: false },
      { text: 'select 1', column: 9 },
    ]);
  });

  it.each([
    ['source other.sql', 'source'],
    ['SOURCE /tmp/other.sql;', 'SOURCE'],
    ['system ls -l', 'system'],
    ['tee /tmp/log', 'tee'],
    ['connect shop localhost', 'connect'],
    ['status', 'status'],
    ['exit;', 'exit'],
    ['quit', 'quit'],
    ['charset utf8mb4', 'charset'],
    ['warnings;', 'warnings'],
    ['GO', 'GO'],
    ['\\. other.sql', '\\.'],
    ['\\! ls', '\\!'],
    ['\\u shop', '\\u'],
    ['\\d //', '\\d'],
  ])('refuses %s and goes on with the next line', async (line, command) => {
    const { statements, problems } = await split('select 1;', ` ${line}`, "select 'it''s';");

    expect(problems).toEqual([{ line: 2, column: 2, message: `${command} ${clientOnly}` }]);
    expect(statements).toMatchObject([{ text: 'select 1' }, { text: "select 'it''s'" }]);
  });

  it.each([
    ['source', 'select source from t where status = 1 and exit is null'],
    ['connect', 'grant create on a to connect'],
    ['a line that begins with source', 'select a,\nsource\nfrom t'],
    ['source in a string', "select '\nsource a.sql\n\\G'"],
    ['source in a comment', 'select 1 /*\nsource a.sql\n\\G */ + 1'],
  ])('takes the words of commands elsewhere: %s', async (_, sql) => {
    expect(await texts(`${sql};`)).toEqual([sql]);
  });

  it.each(['\\G', '\\g'])(
    'refuses %s, which the mysql client ends statements with',
    async (mark) => {
      const { statements, problems } = await split(`select 1${mark}`, 'select 2;');

      expect(problems).toEqual([
        {
          line: 1,
          column: 9,
          message: `${mark} ends a statement in the mysql client only; write ; in its place`,
        },
      ]);
      expect(statements).toMatchObject([{ text: 'select 1' }, { text: 'select 2' }]);
    },
  );

  it('refuses \\N, which MySQL 8.0 no longer knows', async () => {
    expect(await problems('insert into t values (1, \\N);')).toEqual([
      { line: 1, column: 26, message: '\\N is no value in MySQL 8.0; write NULL' },
    ]);
  });

  it('refuses every backslash at the end of a line', async () => {
    const message =
      'a backslash outside of strings is no SQL; the mysql client drops it here; remove it';

    expect(await problems('select 1, \\', ' 2, \\', ' 3;')).toEqual([
      { line: 1, column: 11, message },
      { line: 2, column: 5, message },
    ]);
  });

  it('refuses another backslash outside of strings', async () => {
    expect(await problems('select 1 \\c;')).toEqual([
      { line: 1, column: 10, message: `\\c ${clientOnly}` },
    ]);
  });
});

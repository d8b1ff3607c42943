import { mysqlEngine } from '../../../engines/mysql/mysql-engine';
import { RequestRefusedError, SqlError, UnknownOutcomeError } from '../../../migration/errors';
import { StrategyRefusedError } from '../../../migration/strategy';
import type { Database } from '../../../migration/ports';
import { scriptOf } from '../../support/builders';
import { portionOf } from '../portions';
import { ScriptedSession } from '../scripted-session';

const run = { id: 'run-a', toolVersion: '0.1.0' };
const call =
  'call aurora_migrate_run_1(:payload, @@sql_mode, @@character_set_client, @@collation_connection)';

describe('encodePortion of MySQL', () => {
  it('takes a whole script', () => {
    const portion = portionOf(['create table orders (id int)', 'insert into orders values (@id)']);

    expect(mysqlEngine.encodePortion(portion)).toBe(
      '{"version":"2","description":"create orders","file":"V2__create_orders.sql",' +
        `"checksum":"${'ab'.repeat(32)}","total":2,"applied":0,"then":"end","keeps":0,"continues":0,` +
        '"session":[["user","id"]],"statements":[["create table orders (id int)",0],' +
        '["insert into orders values (@id)",1]]}',
    );
  });

  it('takes what runs instead of PREPARE and EXECUTE', () => {
    const portion = portionOf(['prepare s from @sql', 'execute s using @id'], { from: 0 });

    expect(JSON.parse(mysqlEngine.encodePortion(portion))).toMatchObject({
      statements: [
        [
          'prepare s from @sql',
          0,
          '',
          "set @aurora_migrate_prepared_s = @sql, @aurora_migrate_statement = 'do 0'",
          0,
        ],
        [
          'execute s using @id',
          0,
          '',
          'set @aurora_migrate_statement = @aurora_migrate_prepared_s, @aurora_migrate_1 = @id',
          1,
        ],
      ],
    });
  });

  it('takes what the catalog is asked about, but of what may run twice', () => {
    const script = scriptOf('V2__orders.sql', ['create table a (id int)', 'analyze table a', 'x'], {
      alone: [3],
      witnesses: {
        1: { kind: 'table', expects: 'there', name: ['a'] },
        2: { kind: 'repeatable' },
        3: { kind: 'trigger', expects: 'gone', name: ['shop', 'a'] },
      },
    });
    const portion = portionOf([], {
      migration: script.migration,
      texts: ['create table a (id int)', 'analyze table a', 'x'],
      to: 2,
      then: 'alone',
    });

    expect(JSON.parse(mysqlEngine.encodePortion(portion))).toMatchObject({
      witness: ['trigger', 'gone', ['shop', 'a']],
      statements: [
        ['create table a (id int)', 0, '["table","there",["a"]]'],
        ['analyze table a', 0],
      ],
    });
  });

  it('names what any statement of the script leaves in the session', () => {
    const texts = ['set @a = 1', 'create trigger t', 'set @b = 2'];
    const portion = portionOf(texts, {
      applied: 1,
      settled: {},
      from: 2,
      continuesSession: true,
    });

    expect(JSON.parse(mysqlEngine.encodePortion(portion))).toMatchObject({
      settled: 'create trigger t',
      keeps: 0,
      continues: 1,
      session: [
        ['user', 'a'],
        ['user', 'b'],
      ],
      statements: [['set @b = 2', 1]],
    });
  });
});

describe('run of MySQL', () => {
  it('calls the runner with the payload as a value', async () => {
    const session = new ScriptedSession();

    await mysqlEngine.run(session, run, 7, ['{"version":"2"}']);

    expect(session.queries).toEqual([
      {
        sql: call,
        parameters: {
          payload: '{"run":"run-a","tool":"0.1.0","rank":7,"scripts":[{"version":"2"}]}',
        },
        continueAfterTimeout: true,
        waitsForWriter: true,
      },
    ]);
  });

  it('installs the runner where an older version of the tool made the history', async () => {
    const message = 'PROCEDURE app.aurora_migrate_run_1 does not exist';
    const session = new ScriptedSession(new SqlError({ message, sqlState: '42000', code: 1305 }));

    await mysqlEngine.run(session, run, 7, []);

    expect(session.queries).toHaveLength(9);
    expect(session.queries.at(-1)?.sql).toBe(call);
  });

  it('installs what takes uploads besides, where a dump brought their table and no routines', async () => {
    const message = 'PROCEDURE app.aurora_migrate_run_1 does not exist';
    const session = new ScriptedSession(new SqlError({ message, sqlState: '42000', code: 1305 }));

    await mysqlEngine.run(session, run, 7, { id: 'run-a/1', parts: 1, sha256: 'ab'.repeat(32) });

    expect(session.queries.at(-3)?.sql).toContain('create procedure aurora_migrate_take_upload_1');
    expect(session.queries.at(-1)?.sql).toBe(call);
  });

  it('fails with any other error as it is', async () => {
    const message = 'PROCEDURE app.something does not exist';
    const error = new SqlError({ message, sqlState: '42000', code: 1305 });
    const session = new ScriptedSession(error);

    await expect(mysqlEngine.run(session, run, 7, [])).rejects.toBe(error);
    expect(session.queries).toHaveLength(1);
  });
});

describe('install of MySQL', () => {
  it('does not mind a procedure that is there', async () => {
    const exists = new SqlError({ message: 'exists', sqlState: '42000', code: 1304 });
    const session = new ScriptedSession([], [], [], exists, exists, exists, exists);

    await mysqlEngine.install(session);

    expect(session.queries).toHaveLength(7);
  });

  it('fails with any other error as it is', async () => {
    const denied = new SqlError({ message: 'denied', sqlState: '42000', code: 1142 });

    await expect(mysqlEngine.install(new ScriptedSession(denied))).rejects.toBe(denied);
  });
});

describe('install of MySQL where bodies are refused', () => {
  it('turns to one statement per call, which needs tables only', async () => {
    const session = new ScriptedSession([], [], [], new RequestRefusedError('no'));
    const [refusal] = await Promise.allSettled([mysqlEngine.install(session)]);
    const error = refusal.status === 'rejected' ? (refusal.reason as unknown) : undefined;

    expect(error).toBeInstanceOf(StrategyRefusedError);
    const { message, instead } = error as StrategyRefusedError;
    expect(message).toBe(
      'The database refuses procedures of several statements: The Data API refused the call before ' +
        'it reached the database: no',
    );
    const tables = new ScriptedSession();
    await instead.install(tables);
    expect(tables.queries).toHaveLength(3);
  });
});

describe('readHistory of MySQL', () => {
  it.each([
    { message: 'no table', sqlState: '42S02', code: 1146 },
    { message: 'no table', sqlState: '42S02' },
  ])('finds no history where the database says %j', async (details) => {
    expect(
      await mysqlEngine.readHistory(new ScriptedSession(new SqlError(details)), 0),
    ).toBeUndefined();
  });

  it('fails with the way out where another user made it', async () => {
    const error = new SqlError({ message: 'SELECT command denied', sqlState: '42000', code: 1142 });

    const session = new ScriptedSession(error, [{ grantee: 'me@10.%', name: 'shop' }]);
    await expect(mysqlEngine.readHistory(session, 0)).rejects.toThrow(
      'The schema history cannot be used: SELECT command denied (1142). It belongs to the database ' +
        'user who migrated first: use the secret of that user, or grant rights: GRANT SELECT, ' +
        'INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, CREATE TEMPORARY TABLES, CREATE ROUTINE, ' +
        "ALTER ROUTINE, EXECUTE ON `shop`.* TO 'me'@'10.%'. Nothing was applied.",
    );
  });

  it('fails with any other error as it is', async () => {
    const error = new SqlError({ message: 'no memory', sqlState: 'HY001', code: 1037 });

    await expect(mysqlEngine.readHistory(new ScriptedSession(error), 0)).rejects.toBe(error);
  });
});

describe('withSession of MySQL', () => {
  it('gives the script its sql_mode and collation back behind the runner, and the pool its own at the end', async () => {
    const session = new ScriptedSession();
    const database: Database = {
      execute: (query) => session.execute(query),
      withSession: (work) => work(session),
    };

    await mysqlEngine.withSession(database, async (inOne) => {
      await mysqlEngine.run(inOne, run, 7, []);
      await inOne.execute({ sql: 'create trigger t' });
    });

    expect(session.queries.map(({ sql }) => sql)).toEqual([
      'set @aurora_migrate_caller_mode = @@sql_mode, ' +
        '@aurora_migrate_caller_collation = @@collation_connection, ' +
        '@aurora_migrate_sql_mode = @@sql_mode, @aurora_migrate_collation = @@collation_connection',
      call,
      'set session sql_mode = @aurora_migrate_sql_mode, collation_connection = ' +
        "if(@aurora_migrate_collation like 'utf8mb4%', @aurora_migrate_collation, @@collation_connection)",
      'create trigger t',
      'set session sql_mode = @aurora_migrate_caller_mode, ' +
        'collation_connection = @aurora_migrate_caller_collation',
    ]);
  });
});

describe('a commit of MySQL without an answer', () => {
  const lost = new UnknownOutcomeError('The answer to the commit was lost');

  it('is no failure of a session whose work is done', async () => {
    const database: Database = {
      execute: () => Promise.resolve([]),
      withSession: async (work) => {
        await work(new ScriptedSession());
        throw lost;
      },
    };

    expect(await mysqlEngine.withSession(database, () => Promise.resolve('done'))).toBe('done');
  });

  it('fails where the work did not come to its end', async () => {
    const database: Database = {
      execute: () => Promise.resolve([]),
      withSession: (work) => work(new ScriptedSession()),
    };

    await expect(mysqlEngine.withSession(database, () => Promise.reject(lost))).rejects.toBe(lost);
  });
});

describe('isRunning of MySQL', () => {
  it.each([
    [true, 1],
    [false, 0],
  ])('is %s for %j calls of the run', async (expected, calls) => {
    const session = new ScriptedSession([{ calls }]);

    expect(await mysqlEngine.isRunning(session, run)).toBe(expected);
    expect(session.queries[0]?.parameters).toEqual({ run: 'run-a' });
  });
});

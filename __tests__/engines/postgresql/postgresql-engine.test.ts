import { postgresqlEngine } from '../../../engines/postgresql/postgresql-engine';
import type { Portion } from '../../../migration/engine';
import { SqlError } from '../../../migration/errors';
import type { StrategyRefusedError } from '../../../migration/strategy';
import { portionOf } from '../portions';
import { ScriptedSession } from '../scripted-session';

const run = { id: 'run-a', toolVersion: '0.1.0' };
const texts = ["set app.tenant = 'a'", 'vacuum orders', 'select 3'];
const checksum = 'ab'.repeat(32);

describe('encodePortion of PostgreSQL', () => {
  it('takes a whole script', () => {
    expect(postgresqlEngine.encodePortion(portionOf(texts))).toBe(
      '{"version":"2","description":"create orders","file":"V2__create_orders.sql",' +
        `"checksum":"${checksum}","total":3,"applied":0,"then":"end",` +
        `"statements":["set app.tenant = 'a'","vacuum orders","select 3"],` +
        '"settings":["app.tenant"]}',
    );
  });

  it('takes what comes before a statement that runs alone', () => {
    const portion = portionOf(texts, { to: 1, then: 'alone' });

    expect(membersOf(portion)).toEqual({
      total: 3,
      applied: 0,
      then: 'alone',
      statements: ["set app.tenant = 'a'"],
      settings: ['app.tenant'],
    });
  });

  it('takes how that statement ended, and what comes behind it', () => {
    const portion = portionOf(texts, { applied: 1, settled: {}, from: 2 });

    expect(membersOf(portion)).toEqual({
      total: 3,
      applied: 1,
      settled: 'vacuum orders',
      then: 'end',
      statements: ['select 3'],
      settings: [],
    });
  });

  it('takes why that statement failed', () => {
    const failure = { message: 'no', sqlState: '42P01' };
    const portion = portionOf(texts, { applied: 1, settled: { failure }, from: 2 });

    expect(membersOf(portion)).toMatchObject({ settled: 'vacuum orders', failure });
  });
});

describe('run of PostgreSQL', () => {
  it('calls the runner with the payload as a value', async () => {
    const session = new ScriptedSession();

    await postgresqlEngine.run(session, run, 7, ['{"version":"2"}']);

    expect(session.queries).toEqual([
      {
        sql: 'call aurora_migrate.run_1(:payload) /* aurora-migrate run run-a */',
        parameters: {
          payload: '{"run":"run-a","tool":"0.1.0","rank":7,"scripts":[{"version":"2"}]}',
        },
        continueAfterTimeout: true,
        waitsForWriter: true,
      },
    ]);
  });

  it('installs the runner where an older version of the tool made the history', async () => {
    const message = 'procedure aurora_migrate.run_1(unknown) does not exist';
    const session = new ScriptedSession(new SqlError({ message, sqlState: '42883' }));

    await postgresqlEngine.run(session, run, 7, []);

    expect(session.queries.map(({ sql }) => sql.slice(0, 26))).toEqual([
      'call aurora_migrate.run_1(',
      'do $install$\nbegin\n  perfo',
      'call aurora_migrate.run_1(',
    ]);
  });

  it('turns to one script per call where a procedure may not commit', async () => {
    const error = new SqlError({ message: 'invalid termination', sqlState: '2D000' });
    const [refusal] = await Promise.allSettled([
      postgresqlEngine.run(new ScriptedSession(error), run, 7, []),
    ]);
    const { instead } = (refusal as PromiseRejectedResult).reason as StrategyRefusedError;
    const session = new ScriptedSession();
    await instead.run(session, run, 7, ['{"version":"2"}']);

    expect(instead.strategy).toBe('one script per call');
    expect(session.queries[0]?.parameters).toEqual({
      payload:
        '{"run":"run-a","tool":"0.1.0","rank":7,"commits":false,"scripts":[{"version":"2"}]}',
    });
  });

  it('fails with any other error as it is', async () => {
    const error = new SqlError({ message: 'function f() does not exist', sqlState: '42883' });
    const session = new ScriptedSession(error);

    await expect(postgresqlEngine.run(session, run, 7, [])).rejects.toBe(error);
    expect(session.queries).toHaveLength(1);
  });
});

describe('readHistory of PostgreSQL', () => {
  it.each(['42P01', '3F000'])('finds no history where the database says %s', async (sqlState) => {
    const session = new ScriptedSession(new SqlError({ message: 'no', sqlState }));

    expect(await postgresqlEngine.readHistory(session, 0)).toBeUndefined();
  });

  it('fails with the way out where another user made it', async () => {
    const error = new SqlError({
      message: 'permission denied for schema aurora_migrate',
      sqlState: '42501',
    });

    const session = new ScriptedSession(error, [{ grantee: 'me', name: 'shop', is_there: 1 }]);
    await expect(postgresqlEngine.readHistory(session, 0)).rejects.toThrow(
      'The schema history cannot be used: permission denied for schema aurora_migrate (42501). ' +
        'It belongs to the database user who migrated first: use the secret of that user, or ' +
        'grant rights: GRANT USAGE ON SCHEMA aurora_migrate TO me; GRANT SELECT, INSERT, UPDATE, ' +
        'DELETE ON ALL TABLES IN SCHEMA aurora_migrate TO me; GRANT EXECUTE ON ALL ROUTINES IN ' +
        'SCHEMA aurora_migrate TO me. Nothing was applied.',
    );
  });

  it('fails with any other error as it is', async () => {
    const error = new SqlError({ message: 'out of memory', sqlState: '53200' });

    await expect(postgresqlEngine.readHistory(new ScriptedSession(error), 0)).rejects.toBe(error);
  });
});

describe('isRunning of PostgreSQL', () => {
  it.each([
    [true, 1],
    [true, '1'],
    [false, 0],
  ])('is %s for %j calls of the run', async (expected, calls) => {
    const session = new ScriptedSession([{ calls }]);

    expect(await postgresqlEngine.isRunning(session, run)).toBe(expected);
    expect(session.queries[0]?.parameters).toEqual({ mark: '/* aurora-migrate run run-a */' });
  });
});

/** Without the members that name the script. */
function membersOf(portion: Portion): unknown {
  const script = ['version', 'description', 'file', 'checksum'];
  return JSON.parse(postgresqlEngine.encodePortion(portion), (key, value: unknown) =>
    script.includes(key) ? undefined : value,
  );
}

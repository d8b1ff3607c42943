import { mysqlEngine } from '../../engines/mysql/mysql-engine';
import { postgresqlEngine } from '../../engines/postgresql/postgresql-engine';
import { SqlError } from '../../migration/errors';
import type { ObjectWitness } from '../../migration/witness';
import { ScriptedSession } from './scripted-session';

const engines = [postgresqlEngine, mysqlEngine];
const at = { version: '1.10', number: 3 };
const mark = '/* aurora-migrate V1.10 statement 3 */';

describe.each(engines)('a statement that runs alone on $name', (engine) => {
  it('is sent behind its mark, and goes on after its call', async () => {
    const session = new ScriptedSession();

    await engine.runAlone(session, at, 'vacuum orders');

    expect(session.queries).toEqual([{ sql: `${mark} vacuum orders`, continueAfterTimeout: true }]);
  });

  it('has the position of its error in its own text', async () => {
    const details = { message: 'no', sqlState: '42601', position: mark.length + 1 + 8 };
    const run = engine.runAlone(new ScriptedSession(new SqlError(details)), at, 'vacuum orders');

    await expect(run).rejects.toMatchObject({ details: { message: 'no', position: 8 } });
  });

  it('fails with an error without a position as it is', async () => {
    const error = new SqlError({ message: 'no' });

    await expect(engine.runAlone(new ScriptedSession(error), at, 'vacuum')).rejects.toBe(error);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('runs: %s, when its mark is found in %j calls', async (expected, calls) => {
    const session = new ScriptedSession([{ calls }]);

    expect(await engine.isStatementRunning(session, at)).toBe(expected);
    const [query] = session.queries;
    expect(query?.parameters).toEqual({ mark });
    // A call that asks has the mark in its text, too, where the service puts values into it.
    expect(query?.sql.indexOf(':mark')).toBeGreaterThan(64);
    expect(query?.sql).toContain('between 1 and 64');
  });

  it('is held and released by values, which may be sent again', async () => {
    const session = new ScriptedSession();
    const run = { id: 'run-b', toolVersion: '0.1.0' };

    await engine.hold(session, run, { ...at, runId: 'run-a' }, 60);
    await engine.release(session, run, at);

    expect(
      session.queries.map(({ parameters, isRepeatable }) => ({ parameters, isRepeatable })),
    ).toEqual([
      {
        parameters: { run: 'run-b', seconds: 60, version: '1.10', number: 3, holder: 'run-a' },
        isRepeatable: true,
      },
      { parameters: { run: 'run-b', version: '1.10', number: 3 }, isRepeatable: true },
    ]);
  });
});

const hostile = `x" '\\ :y; drop table z --`;

describe('look', () => {
  it('of PostgreSQL has names as a value only', async () => {
    const witness: ObjectWitness = {
      kind: 'index',
      expects: 'there',
      name: [hostile],
      of: [hostile],
    };
    const session = new ScriptedSession([{ state: '7', leftovers: '[]' }]);

    expect(await postgresqlEngine.look(session, witness)).toEqual({ state: '7', leftovers: [] });
    const [query] = session.queries;
    const quoted = `"x"" '\\ :y; drop table z --"`;
    expect(JSON.parse(String(query?.parameters?.names))).toEqual({
      name: hostile,
      path: quoted,
      of: quoted,
    });
    expect(query?.sql.match(/:\w*/g)).toEqual([':names']);
    expect(query?.sql).not.toContain('drop table z');
  });

  it('of MySQL has names as values only', async () => {
    const witness: ObjectWitness = {
      kind: 'column',
      expects: 'gone',
      name: [hostile],
      of: ['s', hostile],
    };
    const session = new ScriptedSession([{ objects: 0 }]);

    expect(await mysqlEngine.look(session, witness)).toEqual({ state: '-', leftovers: [] });
    const [query] = session.queries;
    expect(query?.parameters).toEqual({ schema: 's', of: hostile, name: hostile });
    expect(query?.sql).not.toContain('drop table z');
  });

  it('of MySQL binds only what its text asks for', async () => {
    const session = new ScriptedSession([{ objects: 1 }]);

    expect(
      await mysqlEngine.look(session, { kind: 'database', expects: 'there', name: ['d'] }),
    ).toEqual({ state: '+', leftovers: [] });
    expect(session.queries[0]?.parameters).toEqual({ name: 'd' });
  });

  it.each([
    [postgresqlEngine, 'event'],
    [mysqlEngine, 'tablespace'],
  ] as const)('refuses what the engine does not have', async (engine, kind) => {
    const look = async () =>
      engine.look(new ScriptedSession(), { kind, expects: 'there', name: [] });

    await expect(look()).rejects.toThrow(TypeError);
  });
});

import { mysqlEngine } from '../../engines/mysql/mysql-engine';
import { postgresqlEngine } from '../../engines/postgresql/postgresql-engine';
import { SqlError } from '../../migration/errors';
import type { RepairChange } from '../../migration/repair/change';
import { entryOf, scriptOf } from '../support/builders';
import { ScriptedSession } from './scripted-session';

const checksum = 'ab'.repeat(32);
const change: RepairChange = {
  version: '2',
  action: 'accept-checksum',
  expected: entryOf(scriptOf('V2__orders.sql', ['select 1'], { checksum }), 7, {
    statementInFlight: 1,
  }),
  becomes: {
    description: 'all orders',
    file: 'V2__all_orders.sql',
    checksum: 'cd'.repeat(32),
    state: 'applied',
    statementsTotal: 3,
    statementsApplied: 3,
    appliedHash: '',
  },
  by: 'anna',
  run: { id: 'run-a', toolVersion: '0.1.0' },
};
const row = {
  id: 12,
  repaired_at_ms: 1_767_323_045_678,
  repaired_by: 'anna',
  database_user: 'admin_user',
  run_id: 'run-a',
  tool_version: '0.1.0',
};

describe.each([
  {
    engine: postgresqlEngine,
    routine: 'aurora_migrate.repair_1',
    table: 'aurora_migrate.repairs',
    unknown: {
      message: 'procedure aurora_migrate.repair_1(text) does not exist',
      sqlState: '42883',
    },
    installs: 1,
  },
  {
    engine: mysqlEngine,
    routine: 'aurora_migrate_repair_1',
    table: 'aurora_migrate_repairs',
    unknown: { message: 'PROCEDURE app.aurora_migrate_repair_1 does not exist', code: 1305 },
    installs: 2,
  },
])('a repair on $engine.name', ({ engine, routine, table, unknown, installs }) => {
  it('is sent as one value, and its trace is read', async () => {
    const session = new ScriptedSession([], [row]);

    const record = await engine.repair(session, change);

    expect(session.queries[0]).toEqual({
      sql: `call ${routine}(:payload)`,
      parameters: { payload: expect.any(String) },
      isRepeatable: true,
    });
    expect(JSON.parse(String(session.queries[0]?.parameters?.payload))).toEqual({
      run: 'run-a',
      tool: '0.1.0',
      by: 'anna',
      version: '2',
      action: 'accept-checksum',
      expected: {
        rank: 7,
        state: 'applied',
        checksum,
        total: 1,
        applied: 1,
        hash: '',
        inFlight: 1,
        run: 'long-ago',
      },
      becomes: {
        description: 'all orders',
        file: 'V2__all_orders.sql',
        checksum: 'cd'.repeat(32),
        state: 'applied',
        total: 3,
        applied: 3,
        hash: '',
      },
    });
    expect(session.queries[1]?.sql).toContain(`from ${table} where run_id = :run`);
    expect(session.queries[1]?.parameters).toEqual({ run: 'run-a' });
    expect(record).toEqual({
      id: 12,
      repairedAt: '2026-01-02T03:04:05.678Z',
      by: 'anna',
      databaseUser: 'admin_user',
      runId: 'run-a',
      toolVersion: '0.1.0',
    });
  });

  it('has no member for what is absent', async () => {
    const session = new ScriptedSession();
    const { version, action, by, run } = change;
    const expected = entryOf(scriptOf('V2__orders.sql'), 7);

    expect(await engine.repair(session, { version, action, by, run, expected })).toBeUndefined();

    const payload = String(session.queries[0]?.parameters?.payload);
    expect(payload).not.toContain('becomes');
    expect(payload).not.toContain('inFlight');
  });

  it('installs its procedure where there is none yet', async () => {
    const session = new ScriptedSession(new SqlError(unknown));

    await engine.repair(session, change);

    expect(session.queries).toHaveLength(1 + installs + 1 + 1);
  });

  it('fails with any other error as it is', async () => {
    const error = new SqlError({ ...unknown, message: 'no_such() does not exist' });

    await expect(engine.repair(new ScriptedSession(error), change)).rejects.toBe(error);
  });
});

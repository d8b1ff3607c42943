import { createHandler } from '../../handler/create-handler';
import type { HistoryEntry } from '../../migration/history';
import { MemoryDatabase } from '../migration/memory-database';
import { MemoryEngine } from '../migration/memory-engine';
import {
  entryOf,
  failedEntryOf,
  manifestOf,
  readerOf,
  runningEntryOf,
  scriptOf,
} from '../support/builders';
import { RecordingLogger } from './recording-logger';

const context = { getRemainingTimeInMillis: () => 900_000 };
const customers = scriptOf('V1__customers.sql', ['create customers']);
const orders = scriptOf('V2__orders.sql', ['create orders', "insert 'hunter2'", 'index orders'], {
  alone: [3],
});
const inFlight = runningEntryOf(orders, 2, { statementsApplied: 2, statementInFlight: 3 });
const applied = { version: '2', action: 'statement-applied', by: 'anna' };

describe('a repair by the function', () => {
  it('is only shown at first, with a token', async () => {
    const { handler, engine } = handlerOf(inFlight);

    const result = await handler({ repair: applied }, context);

    const before = {
      version: '2',
      installed_rank: 2,
      description: 'orders',
      file: 'V2__orders.sql',
      checksum: orders.migration.checksum,
      state: 'running',
      statements_total: 3,
      statements_applied: 2,
      applied_hash: '',
      statement_in_flight: 3,
      started_at: '2026-01-02T03:04:05.000Z',
      finished_at: null,
      database_user: 'admin_user',
      run_id: 'long-ago',
      tool_version: '0.1.0',
    };
    const token = result.repair?.token ?? '';
    expect(token).toMatch(/^[0-9a-f]{16}$/);
    expect(result).toEqual({
      message:
        'V2__orders.sql:3: statement 3 of 3, which was in flight when the run of ' +
        '2026-01-02T03:04:05.000Z ended, counts as applied, and with it the whole script. ' +
        'The next run goes on behind V2. ' +
        `Nothing was changed. Send it again with "confirm": "${token}" to do it.`,
      applied: 0,
      repair: {
        done: false,
        version: '2',
        action: 'statement-applied',
        token,
        before,
        after: {
          ...before,
          state: 'applied',
          statements_applied: 3,
          statement_in_flight: null,
          finished_at: 'now',
        },
      },
    });
    expect(engine.repairs).toEqual([]);
  });

  it('is done for its token, and runs go on', async () => {
    const { handler, engine } = handlerOf(inFlight);
    const shown = await handler({ repair: applied }, context);

    const done = await handler({ repair: { ...applied, confirm: shown.repair?.token } }, context);

    expect(done.message).toBe(
      'V2__orders.sql:3: statement 3 of 3, which was in flight when the run of ' +
        '2026-01-02T03:04:05.000Z ended, counts as applied, and with it the whole script. ' +
        'The next run goes on behind V2. Done, as repair 1.',
    );
    expect(done.repair).toMatchObject({ done: true, id: 1 });
    expect(engine.repairs).toMatchObject([
      { version: '2', action: 'statement-applied', by: 'anna', run: { id: 'run-a' } },
    ]);
    const files = Object.fromEntries(
      [customers, orders].map(({ migration }) => [migration.file, migration.checksum]),
    );
    await expect(handler({ files }, context)).resolves.toMatchObject({
      message: 'Nothing is pending; the schema is at V2.',
    });
  });

  it('is refused for the token of another row', async () => {
    const { handler, engine } = handlerOf(inFlight);
    const shown = await handler({ repair: applied }, context);
    engine.history = [entryOf(customers, 1), { ...inFlight, rank: 3, runId: 'run-b' }];
    const token = shown.repair?.token ?? '';

    await expect(handler({ repair: { ...applied, confirm: token } }, context)).rejects.toThrow(
      new Error(
        `The token "${token}" is not the one of this repair: another one was shown with it, or V2 ` +
          'has changed since. Nothing was changed: look again, and confirm what you see.',
      ),
    );
    expect(engine.repairs).toEqual([]);
  });

  it('is refused when a run comes between', async () => {
    const { handler, engine } = handlerOf(inFlight);
    const shown = await handler({ repair: applied }, context);
    engine.beforeRepair = () => {
      engine.history = [entryOf(customers, 1), entryOf(orders, 3, { runId: 'run-b' })];
    };

    await expect(
      handler({ repair: { ...applied, confirm: shown.repair?.token } }, context),
    ).rejects.toThrow(
      new Error(
        'V2 is not as it was shown: it is applied now, with 3 of 3 statements applied, by run ' +
          'run-b. Nothing was changed: look again, and repair if it is still needed.',
      ),
    );
  });

  it('is refused when its row has gone between', async () => {
    const { handler, engine } = handlerOf(inFlight);
    const shown = await handler({ repair: applied }, context);
    engine.beforeRepair = () => {
      engine.history = [entryOf(customers, 1)];
    };

    await expect(
      handler({ repair: { ...applied, confirm: shown.repair?.token } }, context),
    ).rejects.toThrow(
      new Error(
        'V2 is not as it was shown: it has no row any more. Nothing was changed: look again, and ' +
          'repair if it is still needed.',
      ),
    );
  });

  it('is refused while its statement still runs', async () => {
    const { handler, engine } = handlerOf(inFlight);
    engine.lone = { version: '2', number: 3, text: 'index orders', ticks: 1 };

    await expect(handler({ repair: applied }, context)).rejects.toThrow(
      new Error(
        'V2__orders.sql: statement 3 of 3 still runs in the database. Nothing was changed: repair ' +
          'when it has ended, and look again first.',
      ),
    );
  });

  it('is refused with what is possible', async () => {
    const { handler } = handlerOf(failedEntryOf(orders, 2));

    await expect(handler({ repair: applied }, context)).rejects.toThrow(
      new Error(
        'V2__orders.sql is failed, and --statement-applied is for a script whose statement in ' +
          'flight has an unknown outcome. Possible for it now: "aurora-migrate repair 2 ' +
          '--remove-failed". Nothing was changed.',
      ),
    );
  });

  it('has a line in the log, without a statement', async () => {
    const { handler, logger } = handlerOf(inFlight);
    const { repair } = await handler({ repair: applied }, context);
    await handler({ repair: { ...applied, confirm: repair?.token } }, context);

    const line = {
      level: 'INFO',
      version: '2',
      action: 'statement-applied',
      file: 'V2__orders.sql',
      stateBefore: 'running',
      stateAfter: 'applied',
      by: 'anna',
    };
    expect(logger.lines).toEqual([
      { ...line, message: 'repair shown' },
      { ...line, message: 'repaired', id: 1, runId: 'run-a' },
    ]);
  });
});

function handlerOf(entry: HistoryEntry) {
  const logger = new RecordingLogger();
  const database = new MemoryDatabase();
  const engine = new MemoryEngine(database);
  engine.history = [entryOf(customers, 1), entry];
  const handler = createHandler({
    logger,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    newRun: () => ({ id: 'run-a', toolVersion: '0.1.0' }),
    parts: () =>
      Promise.resolve({
        database,
        engine,
        manifest: manifestOf(customers, orders),
        readScript: readerOf(customers, orders),
        schemaPath: '/opt/schema',
        outOfOrder: false,
        maxPayloadBytes: 10_000,
      }),
  });
  return { handler, logger, engine };
}

import { TransactionEndedError, UnknownOutcomeError } from '../../migration/errors';
import { InFlightStatements } from '../../migration/in-flight-statements';
import type { HistoryEntry } from '../../migration/history';
import type { MigrateContext } from '../../migration/migrate-context';
import type { Witness } from '../../migration/witness';
import { manifestOf, readerOf, runningEntryOf, scriptOf } from '../support/builders';
import { runA, World } from './world';

const customers = scriptOf('V1__customers.sql', ['create customers']);
const witness: Witness = { kind: 'index', expects: 'there', name: ['i'], of: ['customers'] };
const orders = ordersWith(witness);
const there = { state: '7', leftovers: [] };

describe('migrate where a run has left a statement in flight', () => {
  it('records it first when it was applied, and applies the rest', async () => {
    const world = worldWith({ seenBefore: '-' });
    world.engine.seen = there;

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V2 and V1; the schema is at V2.',
    );
    expect(world.database.done).toEqual(['fill orders', 'create customers']);
    expect(world.engine.holds).toEqual(['run-a 60']);
  });

  it('sends it again when it was not applied', async () => {
    const world = worldWith({ seenBefore: '-' });

    await world.migrate([orders]);

    expect(world.database.done).toEqual(['index orders', 'fill orders']);
  });

  it('fails when it left something half-way, and says what', async () => {
    const world = worldWith({ seenBefore: '-' });
    world.engine.seen = { state: '7 invalid', leftovers: ['The index i is invalid: drop it.'] };

    await expect(world.migrate([orders])).rejects.toThrow(
      'The run of 2026-01-02T03:04:05.000Z ended before the statement, and the catalog shows that ' +
        'it was not applied. Why, the log of the database may say.\n\n' +
        'The index i is invalid: drop it. No other statement of V2 was applied. ' +
        'Fix the script and run again.',
    );
    expect(world.database.done).toEqual([]);
  });

  it('sends it again when that does no harm, though nobody looked before', async () => {
    const world = worldWith({}, ordersWith({ kind: 'repeatable' }));

    await world.migrate([ordersWith({ kind: 'repeatable' })]);

    expect(world.database.done).toEqual(['index orders', 'fill orders']);
  });

  it('waits for the end of the lease first', async () => {
    const world = worldWith({ seenBefore: '-', isLive: true });
    const clock = {
      now: () => world.now,
      sleep: (durationMs: number) => {
        world.now += durationMs;
        if (world.now === 5_000) changeEntry(world, { isLive: false });
        return Promise.resolve();
      },
    };

    await world.migrate([orders], { clock });

    expect(world.now).toBe(5_000);
    expect(world.events.slice(0, 2)).toEqual(['planned 1', 'waiting for V2']);
    expect(world.database.done).toEqual(['index orders', 'fill orders']);
  });

  it('leaves it to another run that was faster', async () => {
    const world = worldWith({ seenBefore: '-' });
    const hold = world.engine.hold.bind(world.engine);
    world.engine.hold = (...of) => {
      changeEntry(world, { runId: 'run-b', isLive: true });
      return hold(...of);
    };

    await expect(world.migrate([orders], { deadline: 2_000 })).rejects.toThrow(
      'Another run (run-b, by admin_user) works on V2 orders',
    );
    expect(world.database.done).toEqual([]);
  });

  it.each<[string, Partial<HistoryEntry>]>([
    ['nobody looked before', {}],
    ['its script is another one by now', { seenBefore: '-', checksum: 'ab'.repeat(32) }],
  ])('refuses to guess when %s', async (_, changes) => {
    const world = worldWith(changes);
    world.engine.seen = there;

    await expect(world.migrate([orders])).rejects.toThrow(
      'V2__orders.sql:1: the run of 2026-01-02T03:04:05.000Z ended while statement 1 of 2 was in ' +
        'flight; neither the history nor the catalog can tell whether it was applied: look in the ' +
        'database, and answer with "aurora-migrate repair 2 --statement-applied" or ' +
        '"aurora-migrate repair 2 --statement-not-applied" ' +
        '(docs/history.md, "A statement whose outcome is unknown").\nNothing else was applied.',
    );
    expect(world.states).toEqual(['V2 running 0']);
    expect(world.engine.holds).toEqual([]);
  });

  it('does not say that nothing was applied when a statement before it was', async () => {
    const world = new World();
    const script = scriptOf('V2__orders.sql', ['create orders', 'index orders', 'fill orders'], {
      alone: [2],
    });
    const send = world.engine.run.bind(world.engine);
    world.engine.run = async (...call) => {
      await send(...call);
      // As the runner leaves DDL whose session was lost.
      changeEntry(world, { isLive: false });
      throw new UnknownOutcomeError('the answer was lost');
    };
    world.database.beforeStatement = () => {
      throw new TransactionEndedError('it was idle');
    };
    world.engine.release = () => Promise.resolve();

    await expect(world.migrate([script])).rejects.toThrow(
      /"A statement whose outcome is unknown"\)\.$/,
    );
    expect(world.states).toEqual(['V2 running 1']);
  });

  it('refuses to guess when the catalog has changed in another way, and keeps no lease', async () => {
    const world = worldWith({ seenBefore: '6' });
    world.engine.seen = there;

    await expect(world.migrate([orders])).rejects.toThrow('neither the history nor the catalog');
    expect(world.engine.holds).toEqual(['run-a 60', 'run-a 0']);
  });

  it('gives up on a statement that loses its session each time', async () => {
    const world = worldWith({ seenBefore: '-' });
    const [entry] = world.engine.history!;
    const statements = new InFlightStatements(contextOf(world), {
      history: () => world.engine.history!,
      refresh: () => Promise.resolve(),
      wait: () => Promise.reject(new Error('nothing to wait for')),
      refuse: () => new Error('refused'),
    });
    const settle = () => {
      world.engine.history = [entry!];
      return statements.settle(entry!);
    };

    expect(await settle()).toBeUndefined();
    expect(await settle()).toBeUndefined();
    await expect(settle()).rejects.toThrow(
      'schema/V2__orders.sql:1: the session of statement 1 of 2 ended 3 times before the statement ' +
        'was applied.',
    );
    expect(world.states).toEqual(['V2 failed 0']);
  });
});

function ordersWith(known: Witness) {
  return scriptOf('V2__orders.sql', ['index orders', 'fill orders'], {
    alone: [1],
    witnesses: { 1: known },
  });
}

function worldWith(changes: Partial<HistoryEntry>, script = orders): World {
  const world = new World();
  world.engine.history = [runningEntryOf(script, 1, { statementInFlight: 1, ...changes })];
  return world;
}

function changeEntry({ engine }: World, changes: Partial<HistoryEntry>): void {
  engine.history = engine.history!.map((entry) => ({ ...entry, ...changes }));
}

function contextOf({ database, engine }: World): MigrateContext {
  return {
    database,
    engine,
    manifest: manifestOf(orders),
    readScript: readerOf(orders),
    run: runA,
    folder: 'schema',
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    maxPayloadBytes: 10_000,
  };
}

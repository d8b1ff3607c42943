import { runningEntryOf, scriptOf, type Script } from '../support/builders';
import { World, runB } from './world';

const customers = scriptOf('V1__customers.sql', ['create customers', 'index customers']);
const orders = scriptOf('V2__orders.sql', ['create orders']);

describe('migrate beside another run', () => {
  it('takes what the other run applied since the plan for done', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number === 1) world.engine.runNow(runB, customers);
    };

    const message = await world.migrate([customers, orders]);

    expect(message).toBe('Applied V2; another run applied V1 meanwhile; the schema is at V2.');
    expect(world.database.done).toEqual(['create customers', 'index customers', 'create orders']);
    expect(world.events).toEqual(['planned 2', 'applied V1 by another run', 'applied V2']);
  });

  it('plans anew when the other run applied a script of its own', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number === 1) world.engine.runNow(runB, scriptOf('V3__theirs.sql'));
    };

    await expect(world.migrate([customers])).rejects.toThrow(
      'V1__customers.sql is out of order, since V3 is applied: give it a version above 3, ' +
        'or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\n' +
        'V3__theirs.sql is applied and missing from the folder: restore it, or forget it: ' +
        '"aurora-migrate repair 3 --forget".',
    );
    expect(world.database.done).toEqual(['select 1']);
  });

  it('fails with the failure of the other run', async () => {
    const world = new World();
    world.database.refused.set('index customers', { message: 'no space' });
    world.engine.beforeCall = (number) => {
      if (number === 1) world.engine.runNow(runB, customers);
    };

    await expect(world.migrate([customers, orders])).rejects.toThrow(
      'V1 customers failed at statement 2 of 2 in another run at the same time.',
    );
    expect(world.events).toEqual(['planned 2', 'failed V1 by another run']);
  });

  it('does not mind the failure of another run whose script was another', async () => {
    const world = new World();
    world.database.refused.set('create nonsense', { message: 'no' });
    world.engine.beforeCall = (number) => {
      if (number === 1) {
        world.engine.runNow(runB, scriptOf('V1__customers.sql', ['create nonsense']));
      }
    };

    expect(await world.migrate([customers])).toBe('Applied V1; the schema is at V1.');
  });

  it('waits for the script that the other run works on', async () => {
    const world = new World();
    await otherRunBegins(world, customers);

    const message = await world.migrate([customers, orders]);

    expect(message).toBe('Applied V2; another run applied V1 meanwhile; the schema is at V2.');
    expect(world.events).toEqual([
      'planned 2',
      'waiting for V1',
      'applied V1 by another run',
      'applied V2',
    ]);
  });

  it('fails when the other run works longer than this one can wait', async () => {
    const world = new World();
    world.engine.history = [runningEntryOf(customers, 1, { isLive: true, runId: 'run-b' })];

    await expect(world.migrate([customers], { deadline: 10_000 })).rejects.toThrow(
      'Another run (run-b, by admin_user) works on V1 customers since 2026-01-02T03:04:05.000Z, ' +
        '0 of 2 statements applied so far. ' +
        'Run again when the other one has ended.',
    );
    expect(world.now).toBe(10_000);
    expect(world.database.done).toEqual([]);
  });

  it('fails before it begins a script when its time is over', async () => {
    const world = new World();
    world.now = 10_001;

    await expect(world.migrate([customers], { deadline: 10_000 })).rejects.toThrow(
      'Out of time: V1 is still pending. Nothing was applied. ' +
        'Run again: it goes on with what is pending.',
    );
    expect(world.database.done).toEqual([]);
  });

  it('goes on where a run stopped without a word', async () => {
    const world = new World();
    world.engine.history = [
      runningEntryOf(customers, 1, {
        runId: 'run-b',
        statementsApplied: 1,
        // printf 'create customers' | sha256sum
        appliedHash: 'd99238011ab24d9b824dc868bec7731a357f05ba73b96e4a3ca8b082ff3cbf92',
      }),
    ];

    expect(await world.migrate([customers])).toBe('Applied V1; the schema is at V1.');
    expect(world.database.done).toEqual(['index customers']);
  });
});

/** Has another run's call time out, so that its work goes on by itself. */
async function otherRunBegins({ engine, database }: World, script: Script): Promise<void> {
  engine.timeouts.add(1);
  await engine.install();
  const call = engine.run(database, runB, 0, [engine.encodeWhole(script)]);
  await expect(call).rejects.toThrow('the call ran out of time');
  engine.tick();
}

import { StatementTimeoutError, UnknownOutcomeError } from '../../migration/errors';
import type { Witness } from '../../migration/witness';
import { scriptOf } from '../support/builders';
import { runB, World } from './world';

const index = 'index orders';
const witness: Witness = { kind: 'index', expects: 'there', name: ['i'], of: ['orders'] };
const orders = ordersWith(witness);
const done = ['create orders', index, 'fill orders'];
const there = { state: '7', leftovers: [] };
const half = { state: '7 invalid', leftovers: ['The index i is invalid: drop it.'] };

describe('migrate with a statement that takes longer than a call', () => {
  it('follows it to its end', async () => {
    const world = new World();
    world.engine.slow.set(index, { ticks: 4, seen: there });

    expect(await world.migrate([orders])).toBe('Applied V2; the schema is at V2.');
    expect(world.database.done).toEqual(done);
    expect(world.events).toEqual(['planned 1', 'V2__orders.sql still running', 'applied V2']);
  });

  it('prolongs its lease every 20 s', async () => {
    const world = new World();
    world.engine.slow.set(index, { ticks: 90, seen: there });

    await world.migrate([orders]);

    expect(world.now).toBe(45_000);
    expect(world.engine.holds).toEqual(['run-a 60', 'run-a 60']);
  });

  it('holds its lease while the call lasts', async () => {
    const world = new World();
    const beats: (() => void)[] = [];
    let stopped = 0;
    const clock = {
      now: () => 0,
      sleep: () => Promise.resolve(),
      every: (intervalMs: number, beat: () => void) => {
        expect(intervalMs).toBe(20_000);
        beats.push(beat);
        return () => (stopped += 1);
      },
    };
    world.database.beforeStatement = () => {
      beats[0]?.();
    };

    await world.migrate([orders], { clock });

    expect(world.engine.holds).toEqual(['run-a 60']);
    expect(stopped).toBe(1);
  });

  it('fails when it left something half-way, and says what', async () => {
    const world = new World();
    world.engine.slow.set(index, { ticks: 2, seen: half });

    await expect(world.migrate([orders])).rejects.toThrow(
      `V2 orders failed at statement 2 of 3.

schema/V2__orders.sql:2:1
    1 | create orders;
  > 2 | index orders;
      | ^
The database did not report the end of the statement (the call ran out of time), and the catalog ` +
        `shows that it was not applied. Why, the log of the database may say.

The index i is invalid: drop it. The first statement of V2 is applied and stays. Fix the script ` +
        'from line 2 on, leave what is above as it is, and run again: it goes on there.',
    );
    expect(world.states).toEqual(['V2 failed 1']);
  });

  it('sends it again in the next run when it left nothing', async () => {
    const world = new World();
    world.engine.slow.set(index, { ticks: 2 });
    await expect(world.migrate([orders])).rejects.toThrow('shows that it was not applied');
    world.engine.slow.clear();

    expect(await world.migrate([orders])).toBe('Applied V2; the schema is at V2.');
    expect(world.database.done).toEqual(done);
  });

  it.each<[string, Witness]>([
    ['it may run twice', { kind: 'repeatable' }],
    ['the catalog shows no change', { kind: 'vacuumed', expects: 'changed', name: ['orders'] }],
  ])('runs it again in the next run when %s', async (_, known) => {
    const world = new World();
    world.engine.slow.set(index, { ticks: 2, seen: world.engine.seen });

    await expect(world.migrate([ordersWith(known)])).rejects.toThrow(
      'Whether it did its work is not known, and it may do it twice: run again; or say that it ' +
        'did it: "aurora-migrate repair 2 --statement-applied".',
    );
    expect(world.states).toEqual(['V2 running 1']);
    world.engine.slow.clear();

    expect(await world.migrate([ordersWith(known)], { run: runB })).toBe(
      'Applied V2; the schema is at V2.',
    );
  });

  it('fails when it may run twice, but has left something half-way', async () => {
    const world = new World();
    world.engine.seen = { state: '7', leftovers: [] };
    world.engine.slow.set(index, {
      ticks: 2,
      seen: { state: '7', leftovers: ['The index i_ccnew is invalid: drop it.'] },
    });

    await expect(
      world.migrate([ordersWith({ kind: 'reindexed', expects: 'changed', name: ['orders'] })]),
    ).rejects.toThrow(
      'The index i_ccnew is invalid: drop it. The first statement of V2 is applied',
    );
    expect(world.states).toEqual(['V2 failed 1']);
  });

  it('goes on behind a run whose time is over, and the next run follows it at once', async () => {
    const world = new World();
    world.engine.slow.set(index, { ticks: 8, seen: there });

    await expect(world.migrate([orders], { deadline: 1_000 })).rejects.toThrow(
      'V2__orders.sql is still running in the database, which goes on with it by itself. ' +
        'Run again: it follows the script to its end and applies what is left.',
    );
    expect(world.engine.holds).toEqual(['run-a 0']);

    expect(await world.migrate([orders], { run: runB })).toBe('Applied V2; the schema is at V2.');
    expect(world.now).toBe(4_000);
    expect(world.database.done).toEqual(done);
  });

  it('is followed by the next run even when nothing tells how it ends', async () => {
    const world = new World();
    const block = scriptOf('V2__orders.sql', ['create orders', index], { alone: [2] });
    world.engine.slow.set(index, { ticks: 8, seen: there });
    await expect(world.migrate([block], { deadline: 1_000 })).rejects.toThrow('still running');

    await expect(world.migrate([block], { run: runB })).rejects.toThrow(
      'V2__orders.sql:2: the run of 2026-01-02T03:04:05.000Z ended while statement 2 of 2 was in ' +
        'flight; neither the history nor the catalog can tell whether it was applied',
    );
    expect(world.now).toBe(4_000);
    expect(world.events.at(-1)).toBe('V2__orders.sql still running');
  });

  it('is left to the run that has taken its lease over', async () => {
    const world = new World();
    world.engine.slow.set(index, { ticks: 60, seen: there });
    const clock = {
      now: () => world.now,
      sleep: (durationMs: number) => {
        world.now += durationMs;
        world.engine.tick();
        if (world.now === 10_000) changeEntry(world, { runId: 'run-b', isLive: true });
        if (world.now === 40_000) changeEntry(world, { isLive: false });
        return Promise.resolve();
      },
    };

    await world.migrate([orders], { clock });

    expect(world.engine.holds).toEqual(['run-a 60', 'run-a 60']);
    expect(world.events).toContain('waiting for V2');
    expect(world.database.done).toEqual(done);
  });
});

describe('migrate when the answer to a statement that runs alone is lost', () => {
  it('takes the word of the catalog that it was applied', async () => {
    const world = new World();
    world.database.afterStatement = () => {
      world.engine.seen = there;
      throw new UnknownOutcomeError('the answer was lost');
    };

    expect(await world.migrate([orders])).toBe('Applied V2; the schema is at V2.');
    expect(world.database.done).toEqual(done);
    expect(world.now).toBe(0);
  });

  it('waits as long as it may still begin before it counts as not applied', async () => {
    const world = new World();
    world.database.beforeStatement = () => {
      throw new UnknownOutcomeError('the answer was lost');
    };

    await expect(world.migrate([orders])).rejects.toThrow(
      'The database did not report the end of the statement (the answer was lost), and the ' +
        'catalog shows that it was not applied. Why, the log of the database may say.',
    );
    expect(world.now).toBe(45_000);
  });

  it('waits as long from when the call was lost, since it may have been sent late', async () => {
    const world = new World();
    world.database.beforeStatement = () => {
      // The cluster woke up for a minute, and only then was the statement sent.
      world.now = 60_000;
      world.engine.lone = { version: '2', number: 2, text: index, ticks: 20 };
      world.engine.slow.set(index, { ticks: 0, seen: there });
      throw new UnknownOutcomeError('the answer was lost');
    };
    world.engine.isStatementRunning = () => Promise.resolve(false);

    expect(await world.migrate([orders])).toBe('Applied V2; the schema is at V2.');
    expect(world.database.done).toEqual(done);
  });

  it('needs not wait when its call has had its time', async () => {
    const world = new World();
    world.database.beforeStatement = () => {
      throw new StatementTimeoutError('cancelled');
    };

    await expect(world.migrate([orders])).rejects.toThrow('shows that it was not applied');
    expect(world.now).toBe(0);
  });
});

describe('migrate where an invalid index has the name of a new one', () => {
  it('does not even send the statement', async () => {
    const world = new World();
    world.engine.seen = half;

    await expect(world.migrate([orders])).rejects.toThrow(
      'The statement was not sent, since one of this name is there already, and is invalid\n\n' +
        'The index i is invalid: drop it. The first statement of V2 is applied and stays.',
    );
    expect(world.database.done).toEqual(['create orders']);
  });
});

function ordersWith(known: Witness) {
  return scriptOf('V2__orders.sql', ['create orders', index, 'fill orders'], {
    alone: [2],
    witnesses: { 2: known },
  });
}

function changeEntry({ engine }: World, changes: { runId?: string; isLive?: boolean }): void {
  engine.history = engine.history!.map((entry) => ({ ...entry, ...changes }));
}

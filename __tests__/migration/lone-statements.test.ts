import {
  MigrationError,
  StatementTimeoutError,
  TransactionEndedError,
  UnknownOutcomeError,
  UnsupportedResultError,
} from '../../migration/errors';
import { scriptOf } from '../support/builders';
import { runB, World } from './world';

class RefusedByClientError extends MigrationError {
  override readonly name = 'RefusedByClientError';
}

const customers = scriptOf('V1__customers.sql', ['create customers']);
const orders = scriptOf(
  'V2__orders.sql',
  ['create orders', 'index orders\n  concurrently', 'fill orders'],
  { alone: [2] },
);
const done = ['create customers', 'create orders', 'index orders\n  concurrently', 'fill orders'];

describe('migrate with a statement that runs alone', () => {
  it('runs it between the calls of the runner', async () => {
    const world = new World();
    const sent = recordSent(world);

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.database.done).toEqual(done);
    expect(sent).toEqual(['index orders\n  concurrently']);
    expect(world.engine.calls).toEqual([['1', '2'], ['2']]);
    expect(world.events).toEqual(['planned 2', 'applied V1', 'applied V2']);
  });

  it('is sent in another session when its own has gone before it', async () => {
    const world = new World();
    const sent = recordSent(world);
    const runAlone = world.engine.runAlone.bind(world.engine);
    let isFirst = true;
    world.engine.runAlone = async (...call) => {
      if (isFirst) {
        isFirst = false;
        throw new TransactionEndedError('it was idle');
      }
      await runAlone(...call);
    };

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.database.done).toEqual(done);
    expect(sent).toEqual(['index orders\n  concurrently']);
  });

  it('is left to the next run when the time is over before it', async () => {
    const world = new World();
    const sent = recordSent(world);
    world.engine.afterCall = () => {
      world.now = 600;
    };

    await expect(world.migrate([customers, orders], { deadline: 500 })).rejects.toThrow(
      'Out of time: V2 is still pending. V1 is applied. V2 is applied in part. Run again: it goes on ' +
        'with what is pending.',
    );
    expect(sent).toEqual([]);
    expect(world.states).toEqual(['V1 applied 1', 'V2 failed 1']);

    expect(await world.migrate([customers, orders], { run: runB })).toBe(
      'Applied V2; the schema is at V2.',
    );
    expect(world.database.done).toEqual(done);
  });

  it('is left with what is applied in part, and that is told', async () => {
    const world = new World();
    const two = scriptOf('V1__two.sql', ['first', 'second'], { alone: [1, 2] });
    world.database.afterStatement = () => {
      world.now = 600;
    };

    await expect(world.migrate([two], { deadline: 500 })).rejects.toThrow(
      'Out of time: V1 is still pending. V1 is applied in part. Run again: it goes on with what is pending.',
    );
    expect(world.states).toEqual(['V1 failed 1']);
  });

  it('has the history say that it is in flight', async () => {
    const world = new World();
    let states: readonly string[] = [];
    world.database.beforeStatement = () => {
      states = world.states;
      expect(world.engine.history?.at(-1)?.statementInFlight).toBe(2);
    };

    await world.migrate([customers, orders]);

    expect(states).toEqual(['V1 applied 1', 'V2 running 1']);
  });

  it('sends what follows it in the same call as the next scripts', async () => {
    const world = new World();
    const invoices = scriptOf('V3__invoices.sql', ['create invoices']);

    await world.migrate([customers, orders, invoices]);

    expect(world.engine.calls).toEqual([
      ['1', '2'],
      ['2', '3'],
    ]);
  });

  it('runs two of them in one script, one after the other', async () => {
    const world = new World();
    const two = scriptOf('V1__two.sql', ['first', 'second', 'third'], { alone: [1, 2] });
    const sent = recordSent(world);

    expect(await world.migrate([two])).toBe('Applied V1; the schema is at V1.');
    expect(world.database.done).toEqual(['first', 'second', 'third']);
    expect(sent).toEqual(['first', 'second']);
  });

  it('runs a script that is nothing else', async () => {
    const world = new World();
    const only = scriptOf('V1__only.sql', ['vacuum'], { alone: [1] });

    expect(await world.migrate([only])).toBe('Applied V1; the schema is at V1.');
    expect(world.states).toEqual(['V1 applied 1']);
  });

  it('fails with its failure, at the position that the database gives', async () => {
    const world = new World();
    const details = { message: 'syntax error', sqlState: '42601', position: 16 };
    world.database.refused.set('index orders\n  concurrently', details);

    await expect(world.migrate([customers, orders])).rejects.toThrow(
      `V2 orders failed at statement 2 of 3.

schema/V2__orders.sql:3:3
    2 | index orders
  > 3 |   concurrently;
      |   ^
syntax error (42601)

Statement 2 runs outside of a transaction: look whether it left something half-way ` +
        '(an invalid index, what a block had committed), and remove that first. ' +
        `The first statement of V2 is applied and stays. Fix the script from line 2 on, ` +
        'leave what is above as it is, and run again: it goes on there.',
    );
    expect(world.states).toEqual(['V1 applied 1', 'V2 failed 1']);
  });

  it('goes on at it after it failed', async () => {
    const world = new World();
    world.database.refused.set('index orders\n  concurrently', { message: 'no' });
    await expect(world.migrate([customers, orders])).rejects.toThrow('failed at statement 2 of 3');
    world.database.refused.clear();

    expect(await world.migrate([customers, orders])).toBe('Applied V2; the schema is at V2.');
    expect(world.database.done).toEqual(done);
  });

  it('fails with the reason of the client when it was not even sent', async () => {
    const world = new World();
    world.database.beforeStatement = () => {
      throw new RefusedByClientError('too long for the Data API');
    };

    await expect(world.migrate([orders])).rejects.toThrow(
      /^V2 orders failed at statement 2 of 3\.\n[^]*\ntoo long for the Data API\n/,
    );
    expect(world.states).toEqual(['V2 failed 1']);
  });

  it.each([
    ['its answer is lost', new UnknownOutcomeError('the answer was lost')],
    ['its call runs out of time', new StatementTimeoutError('the answer was lost')],
  ])('fails without a guess when %s', async (_, error) => {
    const world = new World();
    world.database.afterStatement = () => {
      throw error;
    };

    await expect(world.migrate([orders])).rejects.toThrow(
      'schema/V2__orders.sql:2: statement 2 of 3 runs alone, and the database did not report its ' +
        'end (the answer was lost). It does not run any more, and whether it was applied is not ' +
        'known: look in the database, and answer with "aurora-migrate repair 2 --statement-applied" or ' +
        '"aurora-migrate repair 2 --statement-not-applied" ' +
        '(docs/history.md, "A statement whose outcome is unknown").',
    );
    expect(world.states).toEqual(['V2 running 1']);
  });

  it('refuses to guess in the next run either', async () => {
    const world = new World();
    world.database.afterStatement = () => {
      throw new UnknownOutcomeError('the answer was lost');
    };
    await expect(world.migrate([orders])).rejects.toThrow('runs alone');
    world.engine.history = world.engine.history!.map((entry) => ({ ...entry, isLive: false }));

    await expect(world.migrate([orders])).rejects.toThrow(
      'V2__orders.sql:2: the run of 2026-01-02T03:04:05.000Z ended while statement 2 of 3 was in ' +
        'flight',
    );
    expect(world.database.done).toEqual(['create orders', 'index orders\n  concurrently']);
  });

  it('does not run it again when the call that records its end is lost', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number === 2) throw new UnknownOutcomeError('the answer was lost');
    };

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.database.done).toEqual(done);
    expect(world.engine.calls).toHaveLength(3);
  });

  it('is taken for what the run has seen of it when its lease is over before that is recorded', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number !== 2) return;
      world.engine.history = world.engine.history!.map((entry) => ({ ...entry, isLive: false }));
      throw new TransactionEndedError('it was idle');
    };

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.database.done).toEqual(done);
  });

  it('is applied when only its result could not be passed on', async () => {
    const world = new World();
    world.database.afterStatement = () => {
      throw new UnsupportedResultError('it has binary data');
    };

    expect(await world.migrate([orders])).toBe('Applied V2; the schema is at V2.');
  });

  it('begins no other script behind it when the time is over', async () => {
    const world = new World();
    const invoices = scriptOf('V3__invoices.sql', ['create invoices']);
    world.database.afterStatement = () => {
      world.now = 600;
    };

    await expect(world.migrate([customers, orders, invoices], { deadline: 500 })).rejects.toThrow(
      'Out of time: V3 is still pending. V1 and V2 are applied.',
    );
    expect(world.database.done).toEqual(done);
  });

  it('fails when its end cannot be recorded, again and again', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number > 1) throw new UnknownOutcomeError('the answer was lost');
    };

    await expect(world.migrate([customers, orders])).rejects.toThrow(
      'The call that ran schema/V2__orders.sql failed: the answer was lost. The history has ' +
        'recorded nothing of it. V1 is applied and stays. Run again when the cause is gone.',
    );
    expect(world.now).toBe(1_000);
  });
});

describe('migrate with statements that need one session', () => {
  it('runs the whole script in one session', async () => {
    const world = new World();
    const shares = scriptOf('V2__shares.sql', ['keep tenant', 'need tenant', 'fill orders'], {
      alone: [2],
      sharesSession: true,
    });

    expect(await world.migrate([customers, shares])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.database.sessions).toBe(1);
  });

  it('keeps the session until the last portion', async () => {
    const world = new World();
    const shares = scriptOf('V1__shares.sql', ['keep tenant', 'vacuum', 'need tenant'], {
      alone: [2],
      sharesSession: true,
    });

    expect(await world.migrate([shares])).toBe('Applied V1; the schema is at V1.');
  });

  it('leaves nothing of the session to the next script', async () => {
    const world = new World();
    const keeps = scriptOf('V1__keeps.sql', ['keep tenant', 'vacuum'], {
      alone: [2],
      sharesSession: true,
    });
    const needs = scriptOf('V2__needs.sql', ['need tenant']);

    await expect(world.migrate([keeps, needs])).rejects.toThrow('no "tenant" in the session');
  });

  it('needs no session of its own without a statement that runs alone', async () => {
    const world = new World();
    const shares = scriptOf('V1__shares.sql', ['keep tenant', 'need tenant'], {
      sharesSession: true,
    });

    expect(await world.migrate([shares])).toBe('Applied V1; the schema is at V1.');
    expect(world.database.sessions).toBe(0);
  });
});

/** What is sent by itself, beside the runner. */
function recordSent({ database }: World): readonly string[] {
  const sent: string[] = [];
  database.beforeStatement = (sql) => {
    sent.push(sql);
  };
  return sent;
}

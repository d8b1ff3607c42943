import {
  SqlError,
  StatementTimeoutError,
  TransactionEndedError,
  UnknownOutcomeError,
} from '../../migration/errors';
import { OutOfTimeError } from '../../migration/run-errors';
import { scriptOf } from '../support/builders';
import { World } from './world';

const customers = scriptOf('V1__customers.sql', ['create customers', 'index customers']);
const orders = scriptOf('V2__orders.sql', ['create orders']);
const all = ['create customers', 'index customers', 'create orders'];

describe('migrate when an answer is lost', () => {
  it('sends a call again that did not come to the database', async () => {
    const world = new World();
    world.engine.beforeCall = loseAnswer(1);

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.database.done).toEqual(all);
    expect(world.engine.calls).toHaveLength(2);
  });

  it('does nothing twice when the work is done and only its answer is lost', async () => {
    const world = new World();
    world.engine.afterCall = loseAnswer(1);

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.database.done).toEqual(all);
    expect(world.engine.calls).toHaveLength(1);
  });

  it('fails with the failure whose answer is lost', async () => {
    const world = new World();
    world.database.refused.set('index customers', { message: 'no space' });
    world.engine.afterCall = loseAnswer(1);

    await expect(world.migrate([customers, orders])).rejects.toThrow(
      'V1 customers failed at statement 2 of 2.',
    );
  });

  it('fails when no call comes to the database, again and again', async () => {
    const world = new World();
    world.engine.beforeCall = loseAnswer();

    await expect(world.migrate([customers])).rejects.toThrow(
      'The call that ran schema/V1__customers.sql failed: the answer was lost. ' +
        'The history has recorded nothing of it. Run again when the cause is gone.',
    );
    expect(world.engine.calls).toHaveLength(3);
    expect(world.now).toBe(1_000);
  });

  it('says that the time is over when it is, and not that nothing comes of it', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number === 2) throw new UnknownOutcomeError('the answer was lost');
    };
    const large = scriptOf('V2__orders.sql', [`fill ${'x'.repeat(9_900)}`]);

    const failing = world.migrate([customers, large], { deadline: 400 });

    await expect(failing).rejects.toThrow(OutOfTimeError);
    await expect(failing).rejects.toThrow(
      'Out of time: V2 is still pending. V1 is applied. Run again: it goes on with what is pending.',
    );
  });

  it('goes on where a call failed behind scripts that it had applied', async () => {
    const world = new World();
    world.engine.afterCall = (number) => {
      if (number === 1) throw new SqlError({ message: 'canceling statement', sqlState: '57014' });
    };

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
  });

  it('fails with the script in work when nothing came of a call', async () => {
    const world = new World();
    world.engine.beforeCall = () => {
      throw new SqlError({ message: 'canceling statement', sqlState: '57014' });
    };

    await expect(world.migrate([customers, orders])).rejects.toThrow(
      'The call that ran schema/V1__customers.sql failed: canceling statement (57014). ' +
        'The history has recorded nothing of it. Run again when the cause is gone.',
    );
    expect(world.engine.calls).toHaveLength(1);
  });

  it('goes on when the transaction of its session has ended', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number < 3) throw new TransactionEndedError('it was idle');
    };

    expect(await world.migrate([customers])).toBe('Applied V1; the schema is at V1.');
  });

  it('fails when its transactions end again and again', async () => {
    const world = new World();
    world.engine.beforeCall = () => {
      throw new TransactionEndedError('it was idle');
    };

    await expect(world.migrate([customers])).rejects.toThrow(
      'The call that ran schema/V1__customers.sql failed: The transaction is gone: it was idle; ' +
        'what it had not committed was rolled back. The Data API ends one after 3 minutes without ' +
        'a call, or 24 hours in all; run again. The history has recorded nothing of it. Run again ' +
        'when the cause is gone.',
    );
    expect(world.engine.calls).toHaveLength(3);
  });

  it('sends a call again that lost against another transaction', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number > 1) return;
      throw new SqlError({ message: 'could not serialize access', sqlState: '40001' });
    };

    expect(await world.migrate([customers])).toBe('Applied V1; the schema is at V1.');
    expect(world.engine.calls).toHaveLength(2);
  });

  it('fails with an error that the client does not know as it is', async () => {
    const world = new World();
    world.engine.beforeCall = () => {
      throw new TypeError('no such thing');
    };

    await expect(world.migrate([customers])).rejects.toThrow(new TypeError('no such thing'));
  });
});

describe('migrate when a call runs out of time', () => {
  it('follows the work to its end', async () => {
    const world = new World();
    world.engine.timeouts.add(1);

    expect(await world.migrate([customers, orders])).toBe(
      'Applied V1 and V2; the schema is at V2.',
    );
    expect(world.engine.calls).toHaveLength(1);
    expect(world.events).toEqual([
      'planned 2',
      'V1__customers.sql still running',
      'applied V1',
      'V2__orders.sql still running',
      'applied V2',
    ]);
  });

  it('fails with the failure that comes later', async () => {
    const world = new World();
    world.database.refused.set('create orders', { message: 'no space' });
    world.engine.timeouts.add(1);

    await expect(world.migrate([customers, orders])).rejects.toThrow(
      'V2 orders failed at statement 1 of 1.',
    );
  });

  it('fails when the work takes longer than the run can wait, and goes on in the next run', async () => {
    const world = new World();
    world.engine.timeouts.add(1);

    await expect(world.migrate([customers, orders], { deadline: 1_000 })).rejects.toThrow(
      'V1__customers.sql is still running in the database, which goes on with it by itself. ' +
        'Run again: it follows the script to its end and applies what is left.',
    );
    const next = { id: 'run-c', toolVersion: '0.1.0' };

    expect(await world.migrate([customers, orders], { run: next })).toBe(
      'Another run applied V1 and V2 meanwhile; the schema is at V2.',
    );
    expect(world.database.done).toEqual(all);
  });

  it('sends again what the time was too short for', async () => {
    const world = new World();
    world.engine.beforeCall = (number) => {
      if (number < 3) throw new StatementTimeoutError('the call ran out of time');
    };

    expect(await world.migrate([customers])).toBe('Applied V1; the schema is at V1.');
    expect(world.engine.calls).toHaveLength(3);
  });
});

/** @param only the number of the call; every one when left out */
function loseAnswer(only?: number): (number: number) => void {
  return (number) => {
    if (only === undefined || number === only) throw new UnknownOutcomeError('the answer was lost');
  };
}

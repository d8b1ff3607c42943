import { SqlError } from '../../migration/errors';
import { StrategyRefusedError } from '../../migration/strategy';
import { scriptOf } from '../support/builders';
import { World } from './world';

const small = scriptOf('V1__customers.sql', ['create customers']);
const large = scriptOf('V2__orders.sql', [`fill ${'x'.repeat(20_000)}`]);

describe('a strategy that is refused in the middle of a run', () => {
  // The engine of a world is one object, with the history in it: it is changed at the refusal.
  const refuseParts = ({ engine }: World, cannotBeSent: (text: string) => boolean): void => {
    const keepPart = engine.keepPart.bind(engine);
    engine.keepPart = () => {
      const instead = Object.assign(engine, { keepPart, isSentAlone: () => false, cannotBeSent });
      const cause = new SqlError({ message: 'refused' });
      return Promise.reject(
        new StrategyRefusedError(instead, 'procedures of several statements', cause),
      );
    };
  };

  it('leaves to the next one what is still pending, and no more', async () => {
    const world = new World();
    refuseParts(world, (text) => text.startsWith('create'));

    const message = await world.migrate([small, large]);

    expect(message).toBe('Applied V1 and V2; the schema is at V2.');
    expect(world.engine.calls).toEqual([['1'], ['2']]);
    expect(world.events).toEqual([
      'planned 2',
      'applied V1',
      'all scripts in one call, without procedures of several statements',
      'applied V2',
    ]);
  });

  it('does not send again what ran alone before', async () => {
    const world = new World();
    refuseParts(world, () => false);
    const texts = ['vacuum', `fill ${'x'.repeat(20_000)}`];
    const mixed = scriptOf('V1__mixed.sql', texts, { alone: [1] });

    await world.migrate([mixed]);

    expect(world.states).toEqual(['V1 applied 2']);
    expect(world.database.done).toEqual(texts);
  });

  it('ends the run when the next one cannot send what is pending', async () => {
    const world = new World();
    refuseParts(world, (text) => text.startsWith('fill'));

    await expect(world.migrate([small, large])).rejects.toThrow(
      'schema/V2__orders.sql:1: statement 1 cannot be sent.\n',
    );
    expect(world.states).toEqual(['V1 applied 1']);
  });

  it('does not say that nothing is applied of a script whose first statements are', async () => {
    const world = new World();
    refuseParts(world, (text) => text.startsWith('fill'));
    const texts = ['create orders', 'vacuum', `fill ${'x'.repeat(20_000)}`];
    const mixed = scriptOf('V1__mixed.sql', texts, { alone: [2] });

    await expect(world.migrate([mixed])).rejects.toThrow(
      'create the routine over a connection to the database. Nothing more of these scripts was applied.',
    );
    expect(world.database.done).toEqual(['create orders', 'vacuum']);
  });
});

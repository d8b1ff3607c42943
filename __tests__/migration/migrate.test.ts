import { RequestRefusedError } from '../../migration/errors';
import { readPlan } from '../../migration/read-plan';
import { entryOf, manifestOf, readerOf, scriptOf } from '../support/builders';
import { World } from './world';

const customers = scriptOf('V1__customers.sql', ['create customers', 'index customers']);
const orders = scriptOf('V2__orders.sql', ['create orders', 'index orders', 'fill orders']);
const invoices = scriptOf('V3__invoices.sql', ['create invoices']);

describe('migrate', () => {
  it('applies everything to an empty database, in order and in one call', async () => {
    const world = new World();

    const message = await world.migrate([customers, orders, invoices]);

    expect(message).toBe('Applied 3 scripts, V1 to V3; the schema is at V3.');
    expect(world.database.done).toEqual([
      'create customers',
      'index customers',
      'create orders',
      'index orders',
      'fill orders',
      'create invoices',
    ]);
    expect(world.engine.calls).toEqual([['1', '2', '3']]);
    expect(world.events).toEqual(['planned 3', 'applied V1', 'applied V2', 'applied V3']);
  });

  it('applies only what is pending', async () => {
    const world = new World();
    await world.migrate([customers]);

    expect(await world.migrate([customers, orders])).toBe('Applied V2; the schema is at V2.');
    expect(world.engine.calls).toEqual([['1'], ['2']]);
  });

  it('changes nothing when nothing is pending', async () => {
    const world = new World();
    await world.migrate([customers]);

    expect(await world.migrate([customers])).toBe('Nothing is pending; the schema is at V1.');
    expect(world.engine.calls).toHaveLength(1);
    expect(world.events).toEqual(['planned 1', 'applied V1', 'planned 0']);
  });

  it('makes no history for an empty folder', async () => {
    const world = new World();

    expect(await world.migrate([])).toBe('Nothing is pending; the schema is empty.');
    expect(world.engine.history).toBeUndefined();
  });

  it('makes as many calls as the size of the scripts takes', async () => {
    const world = new World();
    const scripts = ['1', '2', '3', '4', '5'].map((version) =>
      scriptOf(`V${version}__fill.sql`, [`fill ${'x'.repeat(4000)}${version}`]),
    );

    await world.migrate(scripts);

    expect(world.engine.calls).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });

  it('refuses before anything runs when folder and history disagree', async () => {
    const world = new World();
    world.engine.history = [entryOf(orders, 1)];

    await expect(world.migrate([customers, orders])).rejects.toThrow(
      'V1__customers.sql is out of order, since V2 is applied: give it a version above 2, ' +
        'or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\n' +
        'Nothing was applied.',
    );
    expect(world.database.done).toEqual([]);
  });

  it('applies what is out of order when that is allowed', async () => {
    const world = new World();
    await world.migrate([orders]);

    const message = await world.migrate([customers, orders], { outOfOrder: true });

    expect(message).toBe('Applied V1; the schema is at V2.');
  });
});

describe('migrate with a script that fails', () => {
  it('fails with the place, the reason and what stays', async () => {
    const world = new World();
    refuse(world, 'create orders');

    await expect(world.migrate([customers, orders, invoices])).rejects.toThrow(
      `V2 orders failed at statement 1 of 3.

schema/V2__orders.sql:1:8
  > 1 | create orders;
      |        ^
relation "orders" exists (42P07)

Nothing of V2 was applied; V1 stays. Fix the script and run again.`,
    );
    expect(world.states).toEqual(['V1 applied 2', 'V2 failed 0']);
    expect(world.events).toEqual(['planned 3', 'applied V1', 'failed V2']);
  });

  it('goes on at the statement that failed', async () => {
    const world = new World();
    refuse(world, 'index orders');
    await expect(world.migrate([customers, orders])).rejects.toThrow('failed at statement 2 of 3');
    const repaired = scriptOf('V2__orders.sql', ['create orders', 'index orders rightly']);

    expect(await world.migrate([customers, repaired])).toBe('Applied V2; the schema is at V2.');
    expect(world.database.done).toEqual([
      'create customers',
      'index customers',
      'create orders',
      'index orders rightly',
    ]);
  });

  it('refuses to go on when the applied part was edited', async () => {
    const world = new World();
    refuse(world, 'index orders');
    await expect(world.migrate([orders])).rejects.toThrow('failed at statement 2 of 3');
    const edited = scriptOf('V2__orders.sql', ['create orders (id)', 'index orders rightly']);

    await expect(world.migrate([edited])).rejects.toThrow(
      'V2__orders.sql changed in its first statement, which is applied: ' +
        'restore that part and edit only from line 2 on; or accept it as it is: ' +
        '"aurora-migrate repair 2 --accept-checksum".\n' +
        'Nothing was applied.',
    );
  });

  it('does not mind other line ends in the applied part', async () => {
    const world = new World();
    refuse(world, 'index orders');
    const unix = scriptOf('V2__orders.sql', ['create\norders', 'index orders']);
    await expect(world.migrate([unix])).rejects.toThrow('failed at statement 2 of 2');
    const windows = scriptOf('V2__orders.sql', ['create\r\norders', 'index orders rightly']);

    expect(await world.migrate([windows])).toBe('Applied V2; the schema is at V2.');
  });

  it('fails again when the script is as it was', async () => {
    const world = new World();
    refuse(world, 'index orders');
    await expect(world.migrate([orders])).rejects.toThrow('failed at statement 2 of 3');

    await expect(world.migrate([orders])).rejects.toThrow('failed at statement 2 of 3');
    expect(world.database.done).toEqual(['create orders']);
  });
});

it('fails with the missing right when the history cannot be created', async () => {
  const world = new World();
  world.engine.installFailure = {
    message: 'permission denied for database shop',
    sqlState: '42501',
  };

  await expect(world.migrate([customers])).rejects.toThrow(
    'The schema history cannot be created in the database: permission denied for database shop ' +
      '(42501). The database user needs rights: GRANT CREATE ON DATABASE shop TO me. ' +
      'Nothing was applied.',
  );
});

it('fails with what is refused when the service takes no block of statements', async () => {
  const world = new World();
  world.engine.install = () => Promise.reject(new RequestRefusedError('Multistatements'));

  await expect(world.migrate([customers])).rejects.toThrow(
    'The schema history cannot be created in the database: The Data API refused the call before ' +
      'it reached the database: Multistatements. It is created by a DO block, and there is no ' +
      'other way for this engine. Nothing was applied. "aurora-migrate doctor" tells what else ' +
      'the service refuses: open an issue with it.',
  );
});

describe('readPlan', () => {
  it('says what would run, and changes nothing', async () => {
    const world = new World();

    const plan = await readPlan({
      database: world.database,
      engine: world.engine,
      manifest: manifestOf(customers),
      readScript: readerOf(customers),
    });

    expect(plan).toEqual({
      pending: [{ migration: customers.migration, statementsApplied: 0 }],
      running: [],
    });
    expect(world.engine.history).toBeUndefined();
  });
});

function refuse(world: World, sql: string): void {
  world.database.refused.set(sql, { message: 'relation "orders" exists', sqlState: '42P07' });
}

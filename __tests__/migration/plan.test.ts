import { halfApplied, planMigrations } from '../../migration/plan';
import { PlanRefusedError } from '../../migration/plan-refused-error';
import { entryOf, failedEntryOf, manifestOf, runningEntryOf, scriptOf } from '../support/builders';

const customers = scriptOf('V1__customers.sql');
const orders = scriptOf('V2__orders.sql', ['create table orders (id int)', 'select 2', 'select 3']);
const invoices = scriptOf('V10__invoices.sql');

describe('planMigrations with a statement in flight', () => {
  const known = scriptOf('V2__orders.sql', ['index orders'], {
    alone: [1],
    witnesses: { 1: { kind: 'index', expects: 'there', name: ['i'], of: ['orders'] } },
  });
  const entry = runningEntryOf(known, 1, { statementInFlight: 1 });

  it('takes it as pending when a look into the catalog settles it', () => {
    const { pending } = planMigrations(manifestOf(known), [{ ...entry, seenBefore: '-' }]);

    expect(pending).toEqual([{ migration: known.migration, statementsApplied: 0 }]);
  });

  it('refuses it when nobody has looked before the statement', () => {
    expect(() => planMigrations(manifestOf(known), [entry])).toThrow(PlanRefusedError);
  });

  it('leaves it to a run, which looks whether it still runs', () => {
    const { pending } = planMigrations(manifestOf(known), [entry], { leavesInFlight: true });

    expect(pending).toEqual([{ migration: known.migration, statementsApplied: 0 }]);
  });
});

describe('planMigrations', () => {
  it('runs everything on an empty database, in order', () => {
    expect(planMigrations(manifestOf(customers, orders), [])).toEqual({
      pending: [
        { migration: customers.migration, statementsApplied: 0 },
        { migration: orders.migration, statementsApplied: 0 },
      ],
      running: [],
    });
  });

  it('runs what is not applied yet', () => {
    const history = [entryOf(customers, 1)];

    expect(planMigrations(manifestOf(customers, orders), history)).toEqual({
      pending: [{ migration: orders.migration, statementsApplied: 0 }],
      running: [],
      schemaVersion: '1',
    });
  });

  it('runs nothing when all is applied', () => {
    const history = [entryOf(customers, 1), entryOf(orders, 2)];

    expect(planMigrations(manifestOf(customers, orders), history).pending).toEqual([]);
  });

  it('goes on with a script behind its applied statements', () => {
    const history = [
      entryOf(customers, 1),
      failedEntryOf(orders, 2, { statementsApplied: 2, appliedHash: 'h' }),
    ];
    const appliedHashes = new Map([['V2__orders.sql', 'h']]);

    expect(planMigrations(manifestOf(customers, orders), history, { appliedHashes })).toEqual({
      pending: [{ migration: orders.migration, statementsApplied: 2 }],
      running: [],
      schemaVersion: '1',
    });
  });

  it('goes on with an interrupted script behind its applied statements', () => {
    const history = [runningEntryOf(orders, 1, { statementsApplied: 1, appliedHash: 'h' })];
    const appliedHashes = new Map([['V2__orders.sql', 'h']]);

    expect(planMigrations(manifestOf(orders), history, { appliedHashes }).pending).toEqual([
      { migration: orders.migration, statementsApplied: 1 },
    ]);
  });

  it('runs a failed script again that was edited, when nothing of it is applied', () => {
    const edited = scriptOf('V2__orders.sql', ['create table orders (id bigint)']);

    expect(planMigrations(manifestOf(edited), [failedEntryOf(orders, 1)]).pending).toEqual([
      { migration: edited.migration, statementsApplied: 0 },
    ]);
  });

  it('forgets a failed script that left nothing and is gone', () => {
    const history = [entryOf(customers, 1), failedEntryOf(orders, 2)];

    expect(planMigrations(manifestOf(customers), history).pending).toEqual([]);
  });

  it('tells which script another run works on', () => {
    const entry = runningEntryOf(orders, 1, { isLive: true });

    expect(planMigrations(manifestOf(orders, invoices), [entry])).toEqual({
      pending: [
        { migration: orders.migration, statementsApplied: 0 },
        { migration: invoices.migration, statementsApplied: 0 },
      ],
      running: [entry],
    });
  });

  it('runs a script that is out of order when that is allowed', () => {
    const history = [entryOf(orders, 1)];

    expect(planMigrations(manifestOf(customers, orders), history, { outOfOrder: true })).toEqual({
      pending: [{ migration: customers.migration, statementsApplied: 0 }],
      running: [],
      schemaVersion: '2',
    });
  });
});

describe('halfApplied', () => {
  it('lists the scripts of the folder that stopped behind an applied statement', () => {
    const half = failedEntryOf(orders, 2, { statementsApplied: 1 });
    const history = [entryOf(customers, 1), half, failedEntryOf(invoices, 3)];

    expect(halfApplied(manifestOf(customers, orders, invoices), history)).toEqual([
      { migration: orders.migration, entry: half },
    ]);
  });
});

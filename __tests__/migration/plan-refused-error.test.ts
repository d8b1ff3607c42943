import type { HistoryEntry } from '../../migration/history';
import { planMigrations, type PlanOptions } from '../../migration/plan';
import { PlanRefusedError } from '../../migration/plan-refused-error';
import {
  entryOf,
  failedEntryOf,
  manifestOf,
  runningEntryOf,
  scriptOf,
  type Script,
} from '../support/builders';

const customers = scriptOf('V1__customers.sql', ['create table customers (id int)'], {
  checksum: '1a2b3c4d'.repeat(8),
});
const orders = scriptOf('V2__orders.sql', ['create table orders (id int)', 'select 2', 'select 3']);
const invoices = scriptOf('V10__invoices.sql');

describe('PlanRefusedError', () => {
  it('refuses a script that changed after it was applied', () => {
    const edited = scriptOf('V1__customers.sql', ['select 1'], { checksum: '99'.repeat(32) });

    expectRefusal(
      [edited],
      [entryOf(customers, 1)],
      'V1__customers.sql changed after it was applied (was 1a2b3c4d, is 99999999): ' +
        'restore it and put the change into a new script, or accept it if the database needs ' +
        'nothing of it: "aurora-migrate repair 1 --accept-checksum".\n' +
        'Nothing was applied.',
    );
  });

  it('refuses to go on without a script that is applied', () => {
    expectRefusal(
      [orders],
      [entryOf(customers, 1), entryOf(orders, 2)],
      'V1__customers.sql is applied and missing from the folder: restore it, or forget it: ' +
        '"aurora-migrate repair 1 --forget".\n' +
        'Nothing was applied.',
    );
  });

  it('refuses to go on without a script that is partly applied', () => {
    expectRefusal(
      [customers],
      [entryOf(customers, 1), failedEntryOf(orders, 2, { statementsApplied: 1 })],
      'V2__orders.sql is partly applied and missing from the folder: restore it, or forget it: ' +
        '"aurora-migrate repair 2 --forget".\n' +
        'Nothing was applied.',
    );
  });

  it('refuses a script that got another version, and names it', () => {
    const renamed = scriptOf('V3__customers.sql', ['create table customers (id int)'], {
      checksum: customers.migration.checksum,
    });

    expectRefusal(
      [renamed],
      [entryOf(customers, 1)],
      'V1__customers.sql is applied and missing from the folder; V3__customers.sql has the same ' +
        'content: if it was renamed, name it V1 again.\n' +
        'Nothing was applied.',
    );
  });

  it('does not take an applied copy for the missing script', () => {
    const copy = scriptOf('V3__copy.sql', ['select 1'], {
      checksum: customers.migration.checksum,
    });

    expectRefusal(
      [copy],
      [entryOf(customers, 1), entryOf(copy, 2)],
      'V1__customers.sql is applied and missing from the folder: restore it, or forget it: ' +
        '"aurora-migrate repair 1 --forget".\n' +
        'Nothing was applied.',
    );
  });

  it('refuses a script that is out of order', () => {
    expectRefusal(
      [customers, orders, invoices],
      [entryOf(customers, 1), entryOf(invoices, 2)],
      'V2__orders.sql is out of order, since V10 is applied: give it a version above 10, ' +
        'or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\n' +
        'Nothing was applied.',
    );
  });

  it('refuses an edit of the applied part of a script', () => {
    expectRefusal(
      [orders],
      [failedEntryOf(orders, 1, { statementsApplied: 2, appliedHash: 'before' })],
      'V2__orders.sql changed in its first 2 statements, which are applied: ' +
        'restore that part and edit only from line 3 on; or accept it as it is: ' +
        '"aurora-migrate repair 2 --accept-checksum".\n' +
        'Nothing was applied.',
      { appliedHashes: new Map([['V2__orders.sql', 'after']]) },
    );
  });

  it('refuses an edit of the only applied statement of a script', () => {
    expectRefusal(
      [orders],
      [failedEntryOf(orders, 1, { statementsApplied: 1, appliedHash: 'before' })],
      'V2__orders.sql changed in its first statement, which is applied: ' +
        'restore that part and edit only from line 2 on; or accept it as it is: ' +
        '"aurora-migrate repair 2 --accept-checksum".\n' +
        'Nothing was applied.',
      { appliedHashes: new Map([['V2__orders.sql', 'after']]) },
    );
  });

  it('refuses a script that lost applied statements', () => {
    const cut = scriptOf('V2__orders.sql', ['create table orders (id int)']);

    expectRefusal(
      [cut],
      [failedEntryOf(orders, 1, { statementsApplied: 2, appliedHash: 'before' })],
      'V2__orders.sql changed in its first 2 statements, which are applied: ' +
        'restore that part and edit only behind them.\n' +
        'Nothing was applied.',
      { appliedHashes: new Map([['V2__orders.sql', 'after']]) },
    );
  });

  it('refuses to go on with an interrupted script whose applied part changed', () => {
    expectRefusal(
      [orders],
      [runningEntryOf(orders, 1, { statementsApplied: 1, appliedHash: 'before' })],
      'V2__orders.sql changed in its first statement, which is applied: ' +
        'restore that part and edit only from line 2 on; or accept it as it is: ' +
        '"aurora-migrate repair 2 --accept-checksum".\n' +
        'Nothing was applied.',
      { appliedHashes: new Map([['V2__orders.sql', 'after']]) },
    );
  });

  it('refuses to guess how a statement in flight ended', () => {
    expectRefusal(
      [orders],
      [runningEntryOf(orders, 1, { statementsApplied: 1, statementInFlight: 2 })],
      'V2__orders.sql:2: the run of 2026-01-02T03:04:05.000Z ended while statement 2 of 3 was in ' +
        'flight; neither the history nor the catalog can tell whether it was applied: look in the ' +
        'database, and answer with "aurora-migrate repair 2 --statement-applied" or ' +
        '"aurora-migrate repair 2 --statement-not-applied" ' +
        '(docs/history.md, "A statement whose outcome is unknown").\n' +
        'Nothing else was applied.',
    );
  });

  it('refuses everything that is wrong in one error, by version', () => {
    const edited = scriptOf('V1__customers.sql', ['select 1'], { checksum: '99'.repeat(32) });
    const returns = scriptOf('V3__returns.sql');
    const taxes = scriptOf('V11__taxes.sql');

    expectRefusal(
      [edited, returns, invoices, taxes],
      [entryOf(customers, 1), entryOf(orders, 2), entryOf(invoices, 3)],
      'V1__customers.sql changed after it was applied (was 1a2b3c4d, is 99999999): ' +
        'restore it and put the change into a new script, or accept it if the database needs ' +
        'nothing of it: "aurora-migrate repair 1 --accept-checksum".\n' +
        'V2__orders.sql is applied and missing from the folder: restore it, or forget it: ' +
        '"aurora-migrate repair 2 --forget".\n' +
        'V3__returns.sql is out of order, since V10 is applied: give it a version above 10, ' +
        'or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\n' +
        'Nothing was applied.',
    );
  });
});

function expectRefusal(
  scripts: readonly Script[],
  history: readonly HistoryEntry[],
  message: string,
  options?: PlanOptions,
): void {
  const plan = () => planMigrations(manifestOf(...scripts), history, options);

  expect(plan).toThrow(PlanRefusedError);
  expect(plan).toThrow(new Error(message));
}

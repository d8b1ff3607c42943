import { compareWithHistory, newestApplied } from '../../migration/compare';
import type { HistoryEntry } from '../../migration/history';
import {
  entryOf,
  failedEntryOf,
  manifestOf,
  runningEntryOf,
  scriptOf,
  type Script,
} from '../support/builders';

const customers = scriptOf('V1__customers.sql');
const orders = scriptOf('V2__orders.sql', ['create table orders (id int)', 'select 2']);
const invoices = scriptOf('V10__invoices.sql');

describe('compareWithHistory', () => {
  it('takes all scripts for pending when there is no history', () => {
    expect(statesOf([customers, orders], [])).toEqual([
      ['1', 'pending'],
      ['2', 'pending'],
    ]);
  });

  it('takes a script for applied when its content is the recorded one', () => {
    expect(statesOf([customers], [entryOf(customers, 1)])).toEqual([['1', 'applied']]);
  });

  it('takes an applied script for changed when its content is another', () => {
    const edited = scriptOf('V1__customers.sql', ['select 2']);

    expect(statesOf([edited], [entryOf(customers, 1)])).toEqual([['1', 'changed']]);
  });

  it('does not mind another name and description of the same version and content', () => {
    const renamed = scriptOf('V1__clients.sql');

    expect(statesOf([renamed], [entryOf(customers, 1)])).toEqual([['1', 'applied']]);
  });

  it('takes a script for missing when it is applied and not in the folder', () => {
    const history = [entryOf(customers, 1), entryOf(orders, 2)];

    expect(statesOf([customers], history)).toEqual([
      ['1', 'applied'],
      ['2', 'missing'],
    ]);
  });

  it('takes a script for missing when a part of it is applied', () => {
    const history = [failedEntryOf(orders, 1, { statementsApplied: 1 })];

    expect(statesOf([], history)).toEqual([['2', 'missing']]);
  });

  it('lets a failed script go of which nothing is applied', () => {
    expect(statesOf([], [failedEntryOf(orders, 1)])).toEqual([['2', 'failed']]);
  });

  it('takes a pending script for out of order when it is older than the newest applied one', () => {
    expect(statesOf([customers, orders], [entryOf(orders, 1)])).toEqual([
      ['1', 'out of order'],
      ['2', 'applied'],
    ]);
  });

  it('takes a script for out of order when a newer one is applied in part', () => {
    const history = [failedEntryOf(orders, 1, { statementsApplied: 1 })];

    expect(statesOf([customers, orders], history)).toEqual([
      ['1', 'out of order'],
      ['2', 'failed'],
    ]);
  });

  it('does not mind a newer script that failed without a trace', () => {
    expect(statesOf([customers, orders], [failedEntryOf(orders, 1)])).toEqual([
      ['1', 'pending'],
      ['2', 'failed'],
    ]);
  });

  it('takes a failed script without a trace for out of order when a newer one is applied', () => {
    const history = [failedEntryOf(customers, 1), entryOf(orders, 2)];

    expect(statesOf([customers, orders], history)).toEqual([
      ['1', 'out of order'],
      ['2', 'applied'],
    ]);
  });

  it('keeps a failed script failed when a part of it is applied, whatever is newer', () => {
    const history = [failedEntryOf(orders, 1, { statementsApplied: 1 }), entryOf(invoices, 2)];

    expect(statesOf([orders, invoices], history)).toEqual([
      ['2', 'failed'],
      ['10', 'applied'],
    ]);
  });

  it.each<[string, Partial<HistoryEntry>]>([
    ['running', { isLive: true }],
    ['running', { isLive: true, statementInFlight: 1 }],
    ['interrupted', { isLive: false }],
    ['unknown', { isLive: false, statementInFlight: 1 }],
  ])('takes a script that did not end for %s, given %j', (state, changes) => {
    expect(statesOf([orders], [runningEntryOf(orders, 1, changes)])).toEqual([['2', state]]);
  });

  it('lists by version as numbers, missing scripts in between', () => {
    const history = [entryOf(invoices, 2), entryOf(orders, 1)];

    expect(statesOf([customers, invoices], history)).toEqual([
      ['1', 'out of order'],
      ['2', 'missing'],
      ['10', 'applied'],
    ]);
  });
});

describe('newestApplied', () => {
  it('is absent when nothing is applied', () => {
    expect(newestApplied([failedEntryOf(customers, 1)])).toBeUndefined();
  });

  it('is the highest version, not the latest one', () => {
    expect(newestApplied([entryOf(invoices, 1), entryOf(orders, 2)])).toBe('10');
  });
});

function statesOf(
  scripts: readonly Script[],
  history: readonly HistoryEntry[],
): readonly (readonly [string, string])[] {
  return compareWithHistory(manifestOf(...scripts), history).map(
    ({ version, state }) => [version, state] as const,
  );
}

import { ScriptFailedError, type ScriptFailure } from '../../migration/script-failed-error';
import { failedEntryOf, scriptOf } from '../support/builders';

const texts = [
  'create table orders (id int)',
  'create index orders_by_customer\n  on purchases (customer_id)',
];
const script = scriptOf('V2__create_orders.sql', texts);
const purchases = { message: 'relation "purchases" does not exist', sqlState: '42P01' };

describe('ScriptFailedError', () => {
  it('says where, why, what stays and what to do', () => {
    expect(errorOf({ schemaVersion: '1' }).message).toBe(
      `V2 create orders failed at statement 2 of 2.

schema/V2__create_orders.sql:3:6
    2 | create index orders_by_customer
  > 3 |   on purchases (customer_id);
      |      ^
relation "purchases" does not exist (42P01)

Nothing of V2 was applied; V1 stays. Fix the script and run again.`,
    );
  });

  it('names no version that stays where there is none', () => {
    expect(paragraphOf(errorOf({}), 2)).toBe(
      'Nothing of V2 was applied. Fix the script and run again.',
    );
  });

  it('tells what of the script stays, and from where on to fix it', () => {
    const error = errorOf({ entry: failedEntryOf(script, 2, { statementsApplied: 1 }) });

    expect(paragraphOf(error, 2)).toBe(
      'The first statement of V2 is applied and stays. Fix the script from line 2 on, ' +
        'leave what is above as it is, and run again: it goes on there.',
    );
  });

  it('counts the statements that stay', () => {
    const long = scriptOf('V2__create_orders.sql', ['select 1', 'select 2', 'select x']);
    const error = errorOf({
      migration: long.migration,
      content: long.content,
      texts: ['select 1', 'select 2', 'select x'],
      entry: failedEntryOf(long, 2, { statementsApplied: 2 }),
      failure: { statement: 3, details: { message: 'no' } },
    });

    expect(paragraphOf(error, 2)).toBe(
      'The first 2 statements of V2 are applied and stay. Fix the script from line 3 on, ' +
        'leave what is above as it is, and run again: it goes on there.',
    );
  });

  it('shows the detail and the hint of the database, and its number before the SQLSTATE', () => {
    const details = {
      message: 'cannot drop table orders',
      sqlState: '2BP01',
      code: 3730,
      detail: 'view totals depends on table orders',
      hint: 'Use DROP ... CASCADE to drop the dependent objects too.',
    };

    expect(paragraphOf(errorOf({ failure: { statement: 1, details } }), 1)).toBe(
      `schema/V2__create_orders.sql:1:1
  > 1 | create table orders (id int);
      | ^
cannot drop table orders (3730)
Detail: view totals depends on table orders
Hint: Use DROP ... CASCADE to drop the dependent objects too.`,
    );
  });

  it('shows a failure without a code as it is', () => {
    const failure = { statement: 1, details: { message: 'no' } };

    expect(paragraphOf(errorOf({ failure }), 1).split('\n').at(-1)).toBe('no');
  });

  it('has no place for what deferred constraints find at the end', () => {
    const details = { message: 'violates foreign key constraint', sqlState: '23503' };

    expect(errorOf({ failure: { details } }).message).toBe(
      `V2 create orders failed at its end, when deferred constraints were checked.

schema/V2__create_orders.sql
violates foreign key constraint (23503)

Nothing of V2 was applied. Fix the script and run again.`,
    );
  });

  it('says what the statement left half-way, in place of where to look for it', () => {
    const concurrently = ['create orders', 'create index concurrently i'];

    expect(paragraphOf(errorOf({ texts: concurrently }), 2)).toBe(
      'Statement 2 runs outside of a transaction: look whether it left something half-way (an ' +
        'invalid index, what a block had committed), and remove that first. No other statement of ' +
        'V2 was applied. Fix the script and run again.',
    );
    expect(
      paragraphOf(errorOf({ texts: concurrently, leftovers: ['Drop a.', 'Drop b.'] }), 2),
    ).toBe('Drop a. Drop b. No other statement of V2 was applied. Fix the script and run again.');
    expect(paragraphOf(errorOf({ texts: concurrently, leftovers: [] }), 2)).toBe(
      'Nothing of V2 was applied. Fix the script and run again.',
    );
  });

  it('says that another run came to the failure', () => {
    expect(paragraphOf(errorOf({ byAnotherRun: true }), 0)).toBe(
      'V2 create orders failed at statement 2 of 2 in another run at the same time.',
    );
  });

  it('lets no control character of the database through', () => {
    const details = { message: 'no \u001B[2J', detail: 'a\nb\r', hint: '\u009B2J' };

    expect(paragraphOf(errorOf({ failure: { statement: 2, details } }), 1)).toMatch(
      /\nno \\u001b\[2J\nDetail: a\nb\\u000d\nHint: \\u009b2J$/,
    );
  });

  it('carries what a program may want to know', () => {
    expect(errorOf({ entry: failedEntryOf(script, 2, { statementsApplied: 1 }) })).toMatchObject({
      name: 'ScriptFailedError',
      file: 'V2__create_orders.sql',
      version: '2',
      statement: 2,
      line: 3,
      column: 6,
      sqlState: '42P01',
      code: undefined,
      statementsApplied: 1,
    });
  });
});

function errorOf(changes: Partial<ScriptFailure>): ScriptFailedError {
  return new ScriptFailedError({
    migration: script.migration,
    content: script.content,
    texts,
    entry: failedEntryOf(script, 2),
    failure: { statement: 2, details: purchases },
    folder: 'schema',
    byAnotherRun: false,
    ...changes,
  });
}

function paragraphOf({ message }: Error, index: number): string {
  return message.split('\n\n')[index]!;
}

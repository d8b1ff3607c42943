import type { SqlErrorDetails } from '../../migration/errors';
import { locateFailure } from '../../migration/locate-failure';
import type { Migration } from '../../migration/migration';

// As in a file with five lines of comment, two statements, the second one after the first on its line.
const migration: Migration = {
  file: 'V2__orders.sql',
  version: '2',
  description: 'orders',
  checksum: 'ab'.repeat(32),
  sharesSession: false,
  statements: [
    { start: 50, end: 110, line: 6, column: 3, runsAlone: false },
    { start: 112, end: 170, line: 8, column: 9, runsAlone: false },
  ],
};
const texts = [
  'create table "größe 😀" (\n  id int,\r\n  amount numeric)',
  'create index orders_by_customer\n  on purchases (customer_id, id)',
];

describe('locateFailure', () => {
  it('is the first token of the statement when the database names nothing in it', () => {
    expect(locate(2, { message: 'deadlock detected' })).toEqual({ line: 8, column: 9 });
  });

  it('is the name that the database quotes', () => {
    expect(locate(2, { message: 'relation "purchases" does not exist' })).toEqual({
      line: 9,
      column: 6,
    });
  });

  it('counts from the column of the statement on its first line', () => {
    expect(locate(2, { message: 'relation "orders_by_customer" already exists' })).toEqual({
      line: 8,
      column: 22,
    });
  });

  it('leaves the database out of a quoted name', () => {
    expect(locate(2, { message: "Table 'shop.purchases' doesn't exist" })).toEqual({
      line: 9,
      column: 6,
    });
  });

  it('takes a name for a whole word', () => {
    expect(locate(2, { message: 'column "customer" does not exist' })).toEqual({
      line: 8,
      column: 9,
    });
  });

  it('does not choose among several places', () => {
    const text = 'select id from purchases join purchases using (id)';
    const details = { message: 'relation "purchases" does not exist' };

    expect(locateFailure(migration, [text], { statement: 1, details })).toEqual({
      line: 6,
      column: 3,
    });
  });

  it('finds a name with spaces and characters of four bytes', () => {
    expect(locate(1, { message: 'relation "größe 😀" already exists' })).toEqual({
      line: 6,
      column: 17,
    });
  });

  it.each([',', ')', '-', "'", '$1', 'a b', '<=>', '\\', '[]'])(
    'takes %s in a message as it is written',
    (token) => {
      const text = `x  ${token} ?`;
      const details = { message: `syntax error at or near "${token}"` };

      expect(locateFailure(migration, [text], { statement: 1, details })).toEqual({
        line: 6,
        column: 6,
      });
    },
  );

  it('finds a sign between words', () => {
    const details = { message: 'syntax error at or near ","' };

    expect(locateFailure(migration, ['select a,b'], { statement: 1, details })).toEqual({
      line: 6,
      column: 11,
    });
  });

  it('takes the position that the database gives, in characters', () => {
    const text = "select '😀',\n  nothing";
    const details = { message: 'column "nothing" does not exist', position: 15 };

    expect(locateFailure(migration, [text], { statement: 1, details })).toEqual({
      line: 7,
      column: 3,
    });
  });

  it('finds the rest of the statement that MySQL quotes', () => {
    const text = 'create table orders (\n  id int,\n)';
    const message =
      'You have an error in your SQL syntax; check the manual that corresponds to your MySQL server ' +
      "version for the right syntax to use near ')' at line 3";

    expect(locateFailure(migration, [text], { statement: 1, details: { message } })).toEqual({
      line: 8,
      column: 1,
    });
  });

  it('counts CRLF as one line end', () => {
    expect(locate(1, { message: 'type "numeric" does not exist' })).toEqual({
      line: 8,
      column: 10,
    });
  });

  it('has no place for a failure at the end of the script', () => {
    expect(locateFailure(migration, texts, { details: { message: 'no' } })).toBeUndefined();
  });

  it('has no place for a statement that the script does not have', () => {
    expect(locate(3, { message: 'no' })).toBeUndefined();
  });
});

function locate(statement: number, details: SqlErrorDetails): unknown {
  return locateFailure(migration, texts, { statement, details });
}

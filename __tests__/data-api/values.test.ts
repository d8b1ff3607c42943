import { toRows } from '../../data-api/rows';
import { toField } from '../../data-api/values';

describe('toField', () => {
  it.each([
    ['text', 'a', { stringValue: 'a' }],
    ['an empty text', '', { stringValue: '' }],
    ['a boolean', false, { booleanValue: false }],
    ['a null', null, { isNull: true }],
    ['an integer', -7, { longValue: -7 }],
    ['a fraction', 0.5, { doubleValue: 0.5 }],
    ['a number beyond exact integers', 2 ** 53, { doubleValue: 9007199254740992 }],
  ])('sends %s', (_, value, field) => {
    expect(toField('a', value)).toEqual(field);
  });

  it('refuses a number that is not finite', () => {
    expect(() => toField('price', Number.NaN)).toThrow(
      'Parameter "price" is not a finite number; pass it as text and cast it in SQL',
    );
  });
});

describe('toRows', () => {
  it('gives each value under the label of its column', () => {
    const rows = toRows({
      columnMetadata: [{ label: 'a', name: 'x' }, { name: 'b' }, { label: 'c' }, { label: 'd' }],
      records: [
        [{ stringValue: '' }, { longValue: 0 }, { booleanValue: false }, { isNull: true }],
        [{ stringValue: 'z' }, { doubleValue: 0.5 }, { booleanValue: true }, { isNull: true }],
      ],
    });

    expect(rows).toEqual([
      { a: '', b: 0, c: false, d: null },
      { a: 'z', b: 0.5, c: true, d: null },
    ]);
  });

  it('gives no rows for a statement without a result', () => {
    expect(toRows({})).toEqual([]);
  });

  it.each([
    [
      'binary data',
      { blobValue: new Uint8Array([1]) },
      'Column "a" holds binary data; the statement ran, cast the column to text to read it',
    ],
    [
      'an array',
      { arrayValue: { longValues: [1] } },
      'Column "a" holds an array; the statement ran, cast the column to text to read it',
    ],
    [
      'an integer that has lost its last digits',
      { longValue: 2 ** 60 },
      'Column "a" holds an integer beyond 2^53; the statement ran, cast the column to text to ' +
        'read it',
    ],
  ])('refuses %s', (_, field, message) => {
    expect(() => toRows({ columnMetadata: [{ label: 'a' }], records: [[field]] })).toThrow(message);
  });

  it('refuses two columns of one label, of which one would be lost', () => {
    const columnMetadata = [{ label: 'id' }, { label: 'id' }];

    expect(() =>
      toRows({ columnMetadata, records: [[{ longValue: 1 }, { longValue: 2 }]] }),
    ).toThrow(
      'Two columns of the result are named "id"; the statement ran, give each column an alias of ' +
        'its own to read them',
    );
  });

  it('refuses rows without labels', () => {
    expect(() => toRows({ records: [[{ longValue: 1 }]] })).toThrow(
      'A row of the result has 1 values for 0 column labels; the statement ran, but its result ' +
        'cannot be read',
    );
  });
});

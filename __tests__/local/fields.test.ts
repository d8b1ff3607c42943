import type { Column } from '../../local/backend';
import { toField } from '../../local/fields';
import { internalFailure } from '../../local/service-error';

const column = (kind: Column['kind'], more: Partial<Column> = {}): Column => ({
  label: 'a',
  typeName: 'any',
  kind,
  ...more,
});

describe('toField', () => {
  it.each([
    ['long', '7', { longValue: 7 }],
    ['double', '1.5', { doubleValue: 1.5 }],
    ['double', 'NaN', { doubleValue: 'NaN' }],
    ['decimal', '1.50', { stringValue: '1.50' }],
    ['boolean', 't', { booleanValue: true }],
    ['string', 'x', { stringValue: 'x' }],
    ['blob', 'AAE=', { blobValue: 'AAE=' }],
    ['string', null, { isNull: true }],
  ] as const)('writes %s %j as %j', (kind, text, expected) => {
    expect(toField(text, column(kind))).toEqual(expected);
  });

  it('writes numbers as the call asked for', () => {
    expect(toField('7', column('long'), { longReturnType: 'STRING' })).toEqual({
      stringValue: '7',
    });
    expect(toField('7', column('decimal'), { decimalReturnType: 'DOUBLE_OR_LONG' })).toEqual({
      longValue: 7,
    });
    expect(toField('7.5', column('decimal'), { decimalReturnType: 'DOUBLE_OR_LONG' })).toEqual({
      doubleValue: 7.5,
    });
  });

  it('takes an array apart', () => {
    const array = column('array', { elementKind: 'string' });

    expect(toField(String.raw`{a,"b, \"c\"",""}`, array)).toEqual({
      arrayValue: { stringValues: ['a', 'b, "c"', ''] },
    });
    expect(toField('{1,2}', column('array', { elementKind: 'long' }))).toEqual({
      arrayValue: { longValues: [1, 2] },
    });
    expect(toField('{}', array)).toEqual({ arrayValue: { stringValues: [] } });
  });

  it('refuses an array of arrays', () => {
    expect(() => toField('{{1},{2}}', column('array', { elementKind: 'long' }))).toThrow(
      'The result contains a multidimensional array',
    );
  });

  it('fails without a message on an infinite date', () => {
    const infinite = (): unknown => toField('infinity', column('string', { typeName: 'date' }));

    expect(infinite).toThrow(internalFailure());
  });
});

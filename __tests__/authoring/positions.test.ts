import { createPositions } from '../../authoring/positions';

describe('createPositions', () => {
  it.each([
    ['of ASCII only', 'select 1;\n\n  select 2;'],
    ['with other characters behind', 'select 1;\n\n  select 2; -- é'],
  ])('finds lines and columns in a text %s', (_, text) => {
    const positionOf = createPositions({ text, byteOffset: 0 });

    expect(positionOf(0)).toEqual({ offset: 0, line: 1, column: 1 });
    expect(positionOf(9)).toEqual({ offset: 9, line: 1, column: 10 });
    expect(positionOf(10)).toEqual({ offset: 10, line: 2, column: 1 });
    expect(positionOf(13)).toEqual({ offset: 13, line: 3, column: 3 });
    expect(positionOf(13)).toEqual({ offset: 13, line: 3, column: 3 });
    expect(positionOf(22)).toEqual({ offset: 22, line: 3, column: 12 });
  });

  it('counts bytes of the file, and characters of the line', () => {
    const positionOf = createPositions({ text: 'é😀\n😀x', byteOffset: 3 });

    expect(positionOf(3)).toEqual({ offset: 9, line: 1, column: 3 });
    expect(positionOf(6)).toEqual({ offset: 14, line: 2, column: 2 });
  });

  it('counts the bytes of a byte order mark', () => {
    expect(createPositions({ text: 'a\nb', byteOffset: 3 })(2)).toEqual({
      offset: 5,
      line: 2,
      column: 1,
    });
  });

  it('takes a carriage return for a character', () => {
    const positionOf = createPositions({ text: 'a\r\nb', byteOffset: 0 });

    expect(positionOf(2)).toEqual({ offset: 2, line: 1, column: 3 });
    expect(positionOf(3)).toEqual({ offset: 3, line: 2, column: 1 });
  });
});

import { decodeSource } from '../../authoring/source';

describe('decodeSource', () => {
  it('gives the text', () => {
    expect(decodeSource(Buffer.from('select 1 -- é😀\r\n'))).toEqual({
      source: { text: 'select 1 -- é😀\r\n', byteOffset: 0 },
    });
  });

  it('takes one byte order mark off and says how long it was', () => {
    expect(decodeSource(Buffer.from('\uFEFF\uFEFFa'))).toEqual({
      source: { text: '\uFEFFa', byteOffset: 3 },
    });
  });

  it('takes the replacement character for what it is', () => {
    expect(decodeSource(Buffer.from("'\uFFFD'"))).toEqual({
      source: { text: "'\uFFFD'", byteOffset: 0 },
    });
  });

  it.each([
    ['at the start', 'ff', 1, 1, '0xff'],
    ['behind a character of two bytes', 'c3a9c3a9ff', 1, 3, '0xff'],
    ['behind a line end and a byte order mark', 'efbbbf610d0a62fe', 2, 2, '0xfe'],
    ['that begins a character and is cut short', '61e28228', 1, 2, '0xe2'],
    ['whose start looks like a replacement character', '61efbf28', 1, 2, '0xef'],
    ['at the end of the file', '61f09f98', 1, 2, '0xf0'],
    ['of a surrogate', '61eda080', 1, 2, '0xed'],
    ['longer than needed', '61c080', 1, 2, '0xc0'],
  ])('refuses an invalid byte %s', (_, hex, line, column, byte) => {
    expect(decodeSource(Buffer.from(hex, 'hex'))).toEqual({
      problems: [
        { line, column, message: `the byte ${byte} is not valid UTF-8; save the file as UTF-8` },
      ],
    });
  });

  it('refuses a NUL', () => {
    expect(decodeSource(Buffer.from('select 1;\n😀\0\0'))).toEqual({
      problems: [
        { line: 2, column: 2, message: 'a NUL character, which no database takes; remove it' },
      ],
    });
  });

  it('refuses a NUL and an invalid byte in one file', () => {
    expect(decodeSource(Buffer.from('00ff', 'hex'))).toEqual({
      problems: [
        { line: 1, column: 1, message: 'a NUL character, which no database takes; remove it' },
        {
          line: 1,
          column: 2,
          message: 'the byte 0xff is not valid UTF-8; save the file as UTF-8',
        },
      ],
    });
  });

  it.each(['fffe6100', 'feff0061'])('refuses UTF-16 (%s) by name', (hex) => {
    expect(decodeSource(Buffer.from(hex, 'hex'))).toEqual({
      problems: [{ line: 1, column: 1, message: 'this file is UTF-16; save it as UTF-8' }],
    });
  });
});

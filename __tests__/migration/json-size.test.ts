import { cutForJson, jsonStringBytes } from '../../migration/json-size';

// A character of each length: plain, escaped in short and long, two, three and four bytes, half a pair.
const text = 'a"\\\n\u0001\u007fü€😀\ud83d';

describe('jsonStringBytes', () => {
  it.each(['', text, text.repeat(3), '\ude00x', '\ud83d\ud83d\ude00'])(
    'counts what JSON.stringify writes for %j',
    (counted) => {
      expect(jsonStringBytes(counted)).toBe(Buffer.byteLength(JSON.stringify(counted)));
    },
  );
});

describe('cutForJson', () => {
  it('cuts where the next character would be too much', () => {
    expect(cutForJson('ab"cü😀', 6)).toEqual(['ab"', 'cü', '😀']);
  });

  it('leaves in one part what fits', () => {
    expect(cutForJson('abcd', 6)).toEqual(['abcd']);
  });

  it('has a part for each character that is too large by itself', () => {
    expect(cutForJson('a😀b', 3)).toEqual(['a', '😀', 'b']);
  });

  it('has no part of nothing', () => {
    expect(cutForJson('', 6)).toEqual([]);
  });
});

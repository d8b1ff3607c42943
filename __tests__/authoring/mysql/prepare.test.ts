import { parsePrepare } from '../../../authoring/mysql/classify';

describe('parsePrepare', () => {
  it.each([
    ['PREPARE s FROM @a', { kind: 'prepare', name: 's', from: { variable: 'a' } }],
    ['prepare `a``b` from @`c d`', { kind: 'prepare', name: 'a`b', from: { variable: 'c d' } }],
    ["prepare s from @'a.b'", { kind: 'prepare', name: 's', from: { variable: 'a.b' } }],
    ['prepare s from @a.b$c', { kind: 'prepare', name: 's', from: { variable: 'a.b$c' } }],
    ["prepare s from 'select 1'", { kind: 'prepare', name: 's', from: { literal: 'select 1' } }],
    [
      String.raw`prepare s from 'it''s "" \'\"\n\t\0\\ \% \_ \q'`,
      { kind: 'prepare', name: 's', from: { literal: 'it\'s "" \'"\n\t\0\\ \\% \\_ q' } },
    ],
    [
      String.raw`prepare s from "it''s "" \r\b\Z"`,
      { kind: 'prepare', name: 's', from: { literal: "it''s \" \r\b\x1a" } },
    ],
    [
      '/* a */ prepare -- b\n s /* c */ from # d\n @a',
      { kind: 'prepare', name: 's', from: { variable: 'a' } },
    ],
    ['/*!50000 prepare s from @a */', { kind: 'prepare', name: 's', from: { variable: 'a' } }],
    ['execute s', { kind: 'execute', name: 's', using: [] }],
    ['EXECUTE `s` USING @a', { kind: 'execute', name: 's', using: ['a'] }],
    ['execute s using @a, @`b c` ,@d', { kind: 'execute', name: 's', using: ['a', 'b c', 'd'] }],
    ['deallocate prepare s', { kind: 'deallocate', name: 's' }],
    ['DROP PREPARE `s`', { kind: 'deallocate', name: 's' }],
  ])('reads %s', (sql, expected) => {
    expect(parsePrepare(sql)).toEqual(expected);
  });

  it.each([
    'select 1',
    'drop table s',
    'prepare',
    'prepare s',
    'prepare s from',
    'prepare s from a',
    "prepare s from concat('a', 'b')",
    'prepare s from @@a',
    'prepare s from @a, @b',
    "execute immediate 'select 1'",
    'execute s using',
    'execute s using a',
    'execute s using @a,',
    'execute s using @a @b',
    'deallocate s',
    'deallocate prepare',
    'deallocate prepare s t',
    "prepare 's' from @a",
  ])('reads nothing from %s', (sql) => {
    expect(parsePrepare(sql)).toBeUndefined();
  });
});

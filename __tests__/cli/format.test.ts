import { formatDuration, formatTime, indent } from '../../cli/format';
import { withoutPasswords } from '../../cli/passwords';
import { formatTable } from '../../cli/table';

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [12_345, '12.3 s'],
  [59_990, '1 min 0 s'],
  [185_400, '3 min 5 s'],
])('writes %d ms for people', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

it('writes a time to the second', () => {
  expect(formatTime('2026-01-02T03:04:05.678Z')).toBe('2026-01-02 03:04:05');
});

it('indents the lines that hold something', () => {
  expect(indent('a\n\n b\n')).toBe('  a\n\n   b\n');
});

it('aligns columns without counting colours', () => {
  const columns = [{ title: 'NAME' }, { title: 'MS', align: 'right' }, { title: 'BY' }] as const;

  const table = formatTable(columns, [
    ['\u001B[1mfirst\u001B[22m', '7', 'me'],
    ['b', '1234', ''],
  ]);

  expect(table).toBe(
    'NAME     MS  BY\n' + '\u001B[1mfirst\u001B[22m     7  me\n' + 'b      1234\n',
  );
});

it.each([
  ['at postgres://me:sec:re@t@localhost/shop now', 'at postgres://me:***@localhost/shop now'],
  [
    'postgres://localhost/shop?user=me&password=secret&x=1',
    'postgres://localhost/shop?user=me&password=***&x=1',
  ],
  ['relation "a:b@c" does not exist', 'relation "a:b@c" does not exist'],
])('takes the password out of %s', (text, clean) => {
  expect(withoutPasswords(text)).toBe(clean);
});

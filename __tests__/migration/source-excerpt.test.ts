import { sourceExcerpt } from '../../migration/source-excerpt';

const lines = Array.from({ length: 13 }, (_, index) => `-- ${String(index + 1)}`);

describe('sourceExcerpt', () => {
  it('shows the line with the one above it and a caret', () => {
    lines[12] = 'create index orders_by_customer';
    const content = [...lines, '  on purchases (customer_id);', 'select 1;'].join('\n');

    expect(excerpt(content, 14, 6)).toBe(`    13 | create index orders_by_customer
  > 14 |   on purchases (customer_id);
       |      ^`);
  });

  it('shows the first line without one above it', () => {
    expect(excerpt('select nothing;\n', 1, 8)).toBe(`  > 1 | select nothing;
      |        ^`);
  });

  it('keeps the numbers in a column where one digit becomes two', () => {
    const content = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n';

    expect(excerpt(content, 10, 1)).toBe(`     9 | nine
  > 10 | ten
       | ^`);
  });

  it('shows no space behind the number of an empty line', () => {
    expect(excerpt('\nselect\n', 2, 1)).toBe(`    1 |
  > 2 | select
      | ^`);
  });

  it('counts a tab as one column', () => {
    expect(excerpt('\t\tselect x\n', 1, 10)).toBe(`  > 1 |   select x
      |          ^`);
  });

  it('counts a character of four bytes as one column', () => {
    expect(excerpt("select '😀', x\n", 1, 13)).toBe(`  > 1 | select '😀', x
      |             ^`);
  });

  it('knows CRLF and a byte order mark', () => {
    expect(excerpt('\uFEFFselect 1;\r\nselect x;\r\n', 2, 8)).toBe(`    1 | select 1;
  > 2 | select x;
      |        ^`);
  });

  it('shows a hundred characters of a long line around the column', () => {
    const content = `${'a'.repeat(500)}b${'c'.repeat(500)}`;

    expect(excerpt(content, 1, 501)).toBe(
      `  > 1 | ${'a'.repeat(50)}b${'c'.repeat(49)}\n      | ${' '.repeat(50)}^`,
    );
  });

  it('lets no control character through', () => {
    expect(excerpt("select '\u001B[2J', x\n", 1, 16)).toBe(`  > 1 | select '\ufffd[2J', x
      |                ^`);
  });

  it('shows the end of a long line', () => {
    const content = `${'a'.repeat(500)}b`;

    expect(excerpt(content, 1, 501)).toBe(`  > 1 | ${'a'.repeat(99)}b\n      | ${' '.repeat(99)}^`);
  });
});

function excerpt(content: string, line: number, column: number): string {
  return sourceExcerpt(Buffer.from(content), { line, column });
}

import { splitMysql } from '../../../authoring/mysql/split';
import { problems, split, texts } from './support';

describe('splitMysql', () => {
  it('cuts at semicolons and drops them', async () => {
    expect(await texts('select 1; select 2;', 'select 3')).toEqual([
      'select 1',
      'select 2',
      'select 3',
    ]);
  });

  it('finds nothing in a file of white space, comments and semicolons', async () => {
    expect(await texts(' ;\t', '-- a;b', '# c;d', '/* e;f */;', ';;', '--')).toEqual([]);
  });

  it.each([
    ['a semicolon in a string', `select 'a;b'`],
    ['a semicolon in double quotes', 'select "a;b"'],
    ['a semicolon in backticks', 'select `a;b` from `c;;d`'],
    ['doubled quotes', `select 'it''s;', "a"";b", \`c\`\`;d\``],
    ['escaped quotes', String.raw`select 'it\'s;', "a\";b"`],
    ['an escaped backslash before the closing quote', String.raw`select 'a\\', 'b;c'`],
    ['a backslash in backticks, which escapes nothing', 'select `a\\`, `b;c`'],
    ['an empty string', `select '', ';'`],
    ['a quote of the other kind', `select '"', ";", "'", ';'`],
    ['a string over several lines', `select 'a;\n;b'`],
    ['comment marks in strings', `select '-- ', '#', '/*', "*/;"`],
    ['a dash comment', 'select 1 -- it\'s; "x\n + 2'],
    ['a hash comment', "select 1 # it's; `x\n + 2"],
    ['a block comment', 'select 1 /* it\'s; "x\n; */ + 2'],
    ['a block comment with a star at its end', 'select 1 /* ; **/ + 2'],
    ['a tiny block comment', 'select 1 /**/ + 2'],
    ['a hint', 'select /*+ NO_INDEX_MERGE(t) ; */ 1'],
    ['a version comment', 'select 1 /*!80000 + 2; */'],
    ['a version comment with a string', `/*!80000 select '*/;' */`],
    ['a version comment with a comment', `/*!80000 select /* ; */ 1 */`],
    ['a user variable in quotes', 'select @\';\', @`;`, @";"'],
    ['a prefixed string', "select _utf8mb4'a;b', N'c;d', x'3b'"],
  ])('keeps %s inside of its statement', async (_, sql) => {
    expect(await texts(`${sql};select 2`)).toEqual([sql, 'select 2']);
  });

  it('takes two dashes for a comment only before white space', async () => {
    expect(await texts('select 5--5; select 1 --;', ';select 3 --	;', ';')).toEqual([
      'select 5--5',
      'select 1 --',
      'select 3',
    ]);
  });

  it('takes two dashes at the end of the file for a comment', async () => {
    expect(await texts('select 5 --')).toEqual(['select 5']);
  });

  it('leaves out the comments around a statement and keeps those inside', async () => {
    expect(await texts('/* a */ -- b', 'select /* c */ 1 -- d', '/* e */;')).toEqual([
      'select /* c */ 1',
    ]);
  });

  it('keeps version comments, which are code, at both ends of a statement', async () => {
    expect(
      await texts('/*!40101 SET NAMES utf8 */;', 'create table t (a int) /*!50100 x */;'),
    ).toEqual(['/*!40101 SET NAMES utf8 */', 'create table t (a int) /*!50100 x */']);
  });

  it('drops a version comment without code', async () => {
    expect(await texts('/*!40101 */; /*! /* x */ */;')).toEqual([]);
  });

  it("drops MariaDB's own version comments, which MySQL does not read", async () => {
    expect(await texts('/*M!999999\\- enable the sandbox mode */;', 'select 1;')).toEqual([
      'select 1',
    ]);
  });

  it('tells an asterisk before a comment from the end of a comment', async () => {
    expect(await texts('select 2*/*two*/3;')).toEqual(['select 2*/*two*/3']);
  });

  it('counts lines and columns in characters and offsets in bytes', async () => {
    const { statements } = await split('-- é😀', "  select '😀é' ; select 2;", '\tselect 3');

    expect(statements).toEqual([
      {
        start: 12,
        end: 27,
        line: 2,
        column: 3,
        text: "select '😀é'",
        runsAlone: false,
        sharesSession: false,
      },
      {
        start: 30,
        end: 38,
        line: 2,
        column: 17,
        text: 'select 2',
        runsAlone: false,
        sharesSession: false,
      },
      {
        start: 41,
        end: 49,
        line: 3,
        column: 2,
        text: 'select 3',
        runsAlone: false,
        sharesSession: false,
      },
    ]);
  });

  it('counts the byte order mark as bytes and not as a column', async () => {
    const { statements } = await splitMysql({ text: 'select 1;', byteOffset: 3 });

    expect(statements).toMatchObject([{ start: 3, end: 11, line: 1, column: 1 }]);
  });

  it('counts a CRLF as one line end', async () => {
    const { statements } = await split('select 1;\r', '\r', '  select\r', ' 2;\r', '');

    expect(statements).toMatchObject([
      { line: 1, column: 1, text: 'select 1' },
      { line: 3, column: 3, text: 'select\r\n 2', start: 15, end: 25 },
    ]);
  });

  it('marks what runs alone and what shares the session', async () => {
    const { statements } = await split(
      'set @a = 1;',
      'create trigger t before insert on x for each row set new.a = 1;',
    );

    expect(statements).toMatchObject([
      { runsAlone: false, sharesSession: true },
      { runsAlone: true, sharesSession: false },
    ]);
  });

  it.each([
    ['a string', "select 1;\n  select 'a;\n", 2, 10, 'string', 'quote', 'string'],
    ['double quotes', 'select "a\\"', 1, 8, 'string', 'quote', 'string'],
    ['a backtick', 'select `a;\\`` from b;', 1, 8, 'name', 'backtick', 'name'],
    ['a quoted variable', "select @'a", 1, 9, 'string', 'quote', 'string'],
  ])('refuses %s that is not closed', async (_, sql, line, column, what, mark, where) => {
    expect(await problems(sql)).toEqual([
      {
        line,
        column,
        message: `this ${what} is not closed; add the missing ${mark} (one inside of a ${where} is written twice)`,
      },
    ]);
  });

  it.each([
    ['a comment', 'select 1;\nselect 2 /* ; ', 2, 10],
    ['a version comment', 'select 1;\n/*!50003 select 1; ', 2, 1],
    ['a hint', 'select /*+ 1; ', 1, 8],
    ['a comment of three characters', 'select 1 /*/', 1, 10],
  ])('refuses %s that is not closed', async (_, sql, line, column) => {
    expect(await problems(sql)).toEqual([
      { line, column, message: 'this comment is not closed; add the missing */' },
    ]);
  });

  it('refuses a NUL, at its place', async () => {
    expect(await split('select 1;', "select 'é\0';")).toEqual({
      statements: [],
      problems: [{ line: 2, column: 10, message: 'a NUL cannot be part of a script; remove it' }],
    });
  });

  it('refuses the end of a comment in a comment, since comments do not nest', async () => {
    expect(await problems('/* a /* b */ c */', 'select 1;')).toEqual([
      {
        line: 1,
        column: 16,
        message: '*/ closes no comment: comments do not nest; remove it, or the inner comment',
      },
    ]);
  });

  it('reports several problems in the order of the file', async () => {
    expect(await problems('commit;', 'select 1\\G', 'rollback;')).toMatchObject([
      { line: 1 },
      { line: 2 },
      { line: 3 },
    ]);
  });
});

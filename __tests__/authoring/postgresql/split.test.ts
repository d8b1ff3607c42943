import { splitPostgresql } from '../../../authoring/postgresql/split';

const split = (text: string, byteOffset = 0) => splitPostgresql({ text, byteOffset });

describe('splitPostgresql', () => {
  it('gives each statement from its first token to its last', async () => {
    const { statements } = await split(
      '-- one\nselect 1 /* a */ ; -- two\n/* b */ select 2 -- c\n;\n-- end\n',
    );

    expect(statements.map(({ text }) => text)).toEqual(['select 1', 'select 2']);
  });

  it('counts lines from the first token, past the comments before it', async () => {
    const { statements } = await split('/* 1\n2 */\n-- 3\n  select 1;select 2;\r\n\tselect 3');

    expect(statements.map(({ line, column }) => `${line}:${column}`)).toEqual([
      '4:3',
      '4:12',
      '5:2',
    ]);
  });

  it('counts columns in characters and places in bytes', async () => {
    const { statements } = await split("select '😀é'; select '漢'; select 3");

    expect(statements.map(({ start, end, column }) => ({ start, end, column }))).toEqual([
      { start: 0, end: 15, column: 1 },
      { start: 17, end: 29, column: 14 },
      { start: 31, end: 39, column: 26 },
    ]);
  });

  it('reads a large text as it reads a small one', async () => {
    const block =
      "-- it's; one\nselect ';' /* ; */;\ncreate function f() returns int language sql as $$ select 1; $$;\n" +
      'create function g() returns int begin atomic select 1; select 2; end;\n' +
      `create rule r as on insert to t do also (delete from a; delete from b);;\nselect '${'x'.repeat(9_000)}';\n`;
    const small = await split(block);

    const { statements, problems } = await split(block.repeat(120));

    expect(problems).toEqual([]);
    expect(small.statements).toHaveLength(5);
    expect(statements.map(({ text }) => text)).toEqual(
      Array.from({ length: 120 }, () => small.statements.map(({ text }) => text)).flat(),
    );
    expect(statements.at(-1)).toMatchObject({ line: 720, column: 1 });
  });

  it('counts the bytes of a byte order mark', async () => {
    const { statements } = await split('select 1; select 2', 3);

    expect(statements.map(({ start, end, line, column }) => [start, end, line, column])).toEqual([
      [3, 11, 1, 1],
      [13, 21, 1, 11],
    ]);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \r\n\t'],
    ['comments', '-- a\n/* b /* c */ */'],
    ['semicolons', ';; -- a\n ;'],
  ])('finds no statement in %s', async (_, text) => {
    expect(await split(text)).toEqual({ statements: [], problems: [] });
  });

  it.each([
    ['quotes', `select 'a;''b;', "c;""d;"`],
    ['escapes', "select E'a\\';b'"],
    ['a literal that ends in a backslash', "select 'a\\'"],
    ['a continued escape string', "select E'a'\n'b\\';c'"],
    ['dollar quotes', 'select $$a;$$, $b$c;$$d;$b$'],
    ['a dollar in a name', 'select a$b$ from t'],
    ['nested comments', 'select /* a; /* b; */ c; */ 1'],
    ['an SQL function body', 'create function f() begin atomic select 1; select 2; end'],
    ['a rule', 'create rule r as on insert to t do also (select 1; select 2)'],
  ])('does not cut at a semicolon within %s', async (_, text) => {
    const { statements, problems } = await split(`${text};\nselect 2`);

    expect(problems).toEqual([]);
    expect(statements.map((statement) => statement.text)).toEqual([text, 'select 2']);
  });

  it('cuts a hundred thousand statements', async () => {
    const { statements } = await split("insert into t values (1, 'é');\n".repeat(100_000));

    expect(statements.at(-1)).toEqual({
      start: 3_199_968,
      end: 3_199_998,
      line: 100_000,
      column: 1,
      runsAlone: false,
      sharesSession: false,
      text: "insert into t values (1, 'é')",
    });
  });
});

describe('splitPostgresql, on files with errors', () => {
  const report = async (text: string) =>
    (await split(text)).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

  it('refuses each statement with a syntax error, at its place, and gives the others', async () => {
    const text = "selct 1;\nselect '😀' frm x y;\nselect 3;\nselect (4;\nselect 5";

    expect(await report(text)).toEqual([
      '1:1 syntax error at or near "selct"',
      '2:16 syntax error at or near "x"',
      '4:10 syntax error at or near ";"',
    ]);
    expect((await split(text)).statements.map((statement) => statement.text)).toEqual([
      'select 3',
      'select 5',
    ]);
  });

  it('refuses a statement that the file cuts short', async () => {
    expect(await report('select 1;\nselect 2 +')).toEqual(['2:11 syntax error at end of input']);
  });

  it('refuses an error within an SQL function body once', async () => {
    expect(
      await report(
        'create function f() begin atomic selct 1; select case when a then 1 end; end; select 1',
      ),
    ).toEqual(['1:34 syntax error at or near "selct"']);
  });

  it('refuses a value that no string may have', async () => {
    expect(await report("select 1;\n select E'\\xff'")).toEqual([
      '2:2 invalid byte sequence for encoding "UTF8": 0xff',
    ]);
  });

  it.each([
    ["select 1;\n select 'a;", "2:9 unterminated quoted string; close it with '"],
    ["select 1;\n select E'a\\';", "2:9 unterminated quoted string; close it with '"],
    ['select 1;\n select "a;', '2:9 unterminated quoted identifier; close it with "'],
    ['select 1;\n do $$a;', '2:5 unterminated dollar-quoted string; close it with $$'],
    ['select 1;\n do $é$a$$', '2:5 unterminated dollar-quoted string; close it with $é$'],
    ['select 1;\n /* a /* b */', '2:2 unterminated comment; close it with */'],
    ['/* a', '1:1 unterminated comment; close it with */'],
  ])('refuses %j, which is never closed', async (text, message) => {
    expect(await report(text)).toEqual([message]);
  });

  it('refuses an error before something unterminated as well', async () => {
    expect(await report("selct 'a")).toEqual([
      '1:1 syntax error at or near "selct"',
      "1:7 unterminated quoted string; close it with '",
    ]);
  });

  it('refuses what is wrong at the end of a large text', async () => {
    const text = `${`select '${'x'.repeat(9_000)}';\n`.repeat(120)}selct 1`;

    expect(await report(text)).toEqual(['121:1 syntax error at or near "selct"']);
  });

  it('refuses what is nested too deeply for the parser', async () => {
    expect(await report(`select 1;\nselect ${"'a'||".repeat(30_000)}'b'`)).toEqual([
      '2:1 this statement is nested too deeply for the parser; split it',
    ]);
  });

  it('refuses psql commands, and goes on in the next line', async () => {
    const text = "\\restrict ab\nselect 1;\n\\set a 'it\nselect 2 \\gexec\n\\.\nselect 3;";

    expect(await report(text)).toEqual(
      ['1:1 \\restrict', '3:1 \\set', '4:10 \\gexec', '5:1 \\.'].map(
        (command) =>
          `${command} is a psql command, which cannot run over the Data API; ` +
          `remove it, or write what it does in SQL`,
      ),
    );
    expect((await split(text)).statements.map((statement) => statement.text)).toEqual([
      'select 1',
      'select 3',
    ]);
  });

  it('refuses psql variables', async () => {
    expect(
      await report(`create table :schema.t (a int);\nselect :'a';\nselect :"b", ':c', a[1:2]`),
    ).toEqual([
      '1:14 :schema is a psql variable, which cannot run over the Data API; write its value',
      "2:8 :'a' is a psql variable, which cannot run over the Data API; write its value",
      '3:8 :"b" is a psql variable, which cannot run over the Data API; write its value',
    ]);
  });

  it('ends on a file in which no parenthesis is ever closed', async () => {
    const { problems } = await split('select (1;\n'.repeat(20_000));

    expect(problems[0]).toEqual({
      line: 1,
      column: 10,
      message: 'syntax error at or near ";"',
    });
  });
});

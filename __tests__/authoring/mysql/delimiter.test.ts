import { problems, texts } from './support';

describe('DELIMITER', () => {
  it.each(['//', '$$', ';;', '|', '@@', '--', '#', '.', '¤'])(
    'ends statements with %s',
    async (word) => {
      expect(
        await texts(
          `DELIMITER ${word}`,
          'select 1',
          word,
          `select 2 ${word} select (3)${word}`,
          'DELIMITER ;',
          'select 4;',
        ),
      ).toEqual(['select 1', 'select 2', 'select (3)', 'select 4']);
    },
  );

  it.each(['go', 'END_OF_IT', 'końcówka'])('ends statements with the word %s', async (word) => {
    expect(
      await texts(`DELIMITER ${word}`, 'select 1', word, `select 2 ${word} select (3)${word}`),
    ).toEqual(['select 1', 'select 2', 'select (3)']);
  });

  it.each([
    ['lower case', 'delimiter //'],
    ['mixed case', 'DeLiMiTeR //'],
    ['indented', '  \tDELIMITER   //'],
    ['in single quotes', "DELIMITER '//'"],
    ['in double quotes', 'DELIMITER "//"'],
    ['in backticks', 'DELIMITER `//`'],
    ['with a comment behind it', 'DELIMITER // -- ends; here'],
    ['with a carriage return', 'DELIMITER //\r'],
    ['with white space behind it', 'DELIMITER // \t'],
    ['behind a statement on its line', '; DELIMITER //'],
    ['behind a comment on its line', '/* x */ DELIMITER //'],
  ])('is read %s', async (_, command) => {
    expect(await texts(command, 'create procedure p() begin select 1; end//')).toEqual([
      'create procedure p() begin select 1; end',
    ]);
  });

  it('may stay set to the end of the file', async () => {
    expect(await texts('DELIMITER $$', 'select 1$$', 'select 2')).toEqual(['select 1', 'select 2']);
  });

  it('may be the last line of the file', async () => {
    expect(await texts('DELIMITER $$', 'select 1$$', 'DELIMITER ;')).toEqual(['select 1']);
  });

  it('may end a word directly with signs', async () => {
    expect(await texts('DELIMITER $$', 'create procedure p() begin end$$')).toEqual([
      'create procedure p() begin end',
    ]);
  });

  it('ends nothing inside of strings, names and comments', async () => {
    expect(
      await texts(
        'DELIMITER //',
        "select '//', `//` /* // */ -- //",
        '# //',
        ', "//" //',
        'select 2//',
      ),
    ).toEqual(['select \'//\', `//` /* // */ -- //\n# //\n, "//"', 'select 2']);
  });

  it('ends nothing inside of version comments', async () => {
    expect(await texts('DELIMITER //', 'select 1 /*! + 2 // 3 */ //', 'select 2//')).toEqual([
      'select 1 /*! + 2 // 3 */',
      'select 2',
    ]);
  });

  it('leaves the semicolon to separate statements, as the server does', async () => {
    expect(
      await texts(
        'DELIMITER //',
        'drop procedure if exists p;',
        'create procedure p() begin select 1; end;',
        '//',
        'select 1; select 2//',
      ),
    ).toEqual([
      'drop procedure if exists p',
      'create procedure p() begin select 1; end',
      'select 1',
      'select 2',
    ]);
  });

  it('reads what mysqldump writes for a trigger', async () => {
    expect(
      await texts(
        'DELIMITER ;;',
        '/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x',
        'FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = 2; END */;;',
        'DELIMITER ;',
        '/*!50003 SET sql_mode = @saved_sql_mode */ ;',
      ),
    ).toEqual([
      '/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x\n' +
        'FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = 2; END */',
      '/*!50003 SET sql_mode = @saved_sql_mode */',
    ]);
  });

  it.each([
    ['in a string', "select '\nDELIMITER //\n'"],
    ['in a block comment', 'select 1 /*\nDELIMITER //\n*/ + 2'],
    ['in a dash comment', 'select 1 -- DELIMITER //\n+ 2'],
    ['as a column', 'create table t (\n  delimiter varchar(2),\n  b int\n)'],
    ['as a second column', 'create table t (\n  a int,\n  delimiter char(2) not null\n)'],
    ['as a selected column', 'select\n  delimiter from t'],
    ['as a compared column', "select 1 from t where a and\n  delimiter = ';'"],
    ['as a column of a table', 'select t.\ndelimiter + 1 from t'],
    ['as a name on the same line', 'select a delimiter from t'],
    ['as a changed column', 'update t set\n delimiter = 1'],
    ['as an ordering column', 'select 1 from t order by\n delimiter desc'],
    ['in backticks', 'select a\n`delimiter` from t'],
    ['as a part of a word', 'select a\ndelimiters from t'],
    ['as a word with an operator', 'select a + b\n-\ndelimiter from t'],
  ])('is only a word %s', async (_, sql) => {
    expect(await texts(`${sql};select 2`)).toEqual([sql, 'select 2']);
  });

  it('is only a word as a variable in a body', async () => {
    const sql = 'create procedure p() begin declare\ndelimiter int; set\ndelimiter = 1; end';

    expect(await texts(`${sql};select 2`)).toEqual([sql, 'select 2']);
  });

  const needsWord =
    'DELIMITER needs a space and a word behind it, on its line, such as DELIMITER //';

  it.each([
    ['without a word', 'DELIMITER'],
    ['without a word before a line end', 'DELIMITER  \r\n//'],
    ['without a space', 'DELIMITER;'],
    ['without a space before signs', 'delimiter//'],
  ])('refuses the command %s', async (_, command) => {
    expect(await problems('select 1;', ` ${command}`)).toEqual([
      { line: 2, column: 2, message: needsWord },
    ]);
  });

  it.each([["''"], ["'//"], ["'a b'"]])('refuses %s as its word', async (word) => {
    expect(await problems(`DELIMITER ${word}`, 'select 1;')).toEqual([
      {
        line: 1,
        column: 1,
        message: `DELIMITER ${word} names no word without white space; write it as DELIMITER //`,
      },
    ]);
  });

  it('refuses a backslash in its word', async () => {
    expect(await problems('DELIMITER \\\\', 'select 1;')).toEqual([
      {
        line: 1,
        column: 1,
        message:
          'DELIMITER \\\\ cannot hold a backslash, which escapes; choose another word, such as //',
      },
    ]);
  });

  const misplaced = (end: string): string =>
    `DELIMITER stands inside of a statement; end that one with ${end} first, or write ` +
    '`delimiter` in backticks if it is a name';

  it.each([
    ['behind a statement that is not ended', 'select 1\nDELIMITER //', 2, 1, ';'],
    ['on the line of such a statement', 'select 1 delimiter //', 1, 10, ';'],
    [
      'behind a body that is not ended',
      'DELIMITER //\ncreate procedure p() begin select 1; end\nDELIMITER ;',
      3,
      1,
      '//',
    ],
    [
      'in the middle of a body',
      'create procedure p() begin select 1;\n  DELIMITER //\nend//',
      2,
      3,
      ';',
    ],
    ['with a word that a name could have', 'select (1)\ndelimiter go', 2, 1, ';'],
  ])('refuses the command %s', async (_, sql, line, column, end) => {
    expect((await problems(sql))[0]).toEqual({ line, column, message: misplaced(end) });
  });

  it('reads on behind a misplaced command as the command says', async () => {
    expect(
      await problems('select 1', 'DELIMITER //', 'select 2; select 3//', 'commit//'),
    ).toMatchObject([{ line: 2 }, { line: 4 }]);
  });

  it.each([
    ['inside of a word', 'select category from t\ngo', 1, 12],
    ['at the end of a word', 'select 1 from cargo\ngo', 1, 18],
    ['at the beginning of a word', 'select gone\ngo', 1, 8],
  ])('refuses a delimiter of letters %s', async (_, sql, line, column) => {
    expect(await problems('DELIMITER go', sql)).toEqual([
      {
        line: line + 1,
        column,
        message:
          'the delimiter go stands inside of a word, where the mysql client would end the ' +
          'statement; choose one that no word holds, such as //',
      },
    ]);
  });
});

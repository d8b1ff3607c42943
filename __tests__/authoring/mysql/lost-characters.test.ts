import { problems } from './support';

describe('splitMysql', () => {
  it('refuses a character that SET NAMES would have stored as a question mark', async () => {
    expect(
      await problems(
        '-- 😀',
        '/*!40101 SET NAMES utf8 */;',
        "insert into t values ('中', '😀😀');",
      ),
    ).toEqual([
      {
        line: 3,
        column: 29,
        message:
          '😀 is no character of utf8, which line 2 sets, and would be stored as a question mark; write utf8mb4 there',
      },
    ]);
  });

  it.each([
    ['set names latin1', '中'],
    ["SET NAMES 'utf8mb3' COLLATE utf8mb3_bin", '😀'],
    ['set character set cp1251', 'é'],
    ['set charset utf8', '😀'],
    ['set @a = 1, character_set_client = utf8', '😀'],
    ['SET @@session.character_set_connection = latin1', 'ż'],
  ])('refuses what does not fit behind %s', async (set, character) => {
    expect(await problems(`${set};`, `insert into t values ('${character}');`)).toHaveLength(1);
  });

  it.each([
    ['set names utf8mb4', '😀'],
    ['set names utf8', '中'],
    ['set names latin1', 'é'],
    ['set names default', '😀'],
    ['set character_set_client = @saved', '😀'],
    ["set @names = 'latin1'", '😀'],
  ])('takes what fits behind %s', async (set, character) => {
    expect(await problems(`${set};`, `insert into t values ('${character}');`)).toEqual([]);
  });

  it('takes what stands in comments, in what runs alone, and behind SET NAMES utf8mb4', async () => {
    expect(
      await problems(
        'set names utf8;',
        'select 1 /* 😀 */;',
        "create procedure p() select '😀';",
        'set names utf8mb4;',
        "select '😀';",
      ),
    ).toEqual([]);
  });
});

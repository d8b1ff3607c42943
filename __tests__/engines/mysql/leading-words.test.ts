import { isTransactional, leadingWords } from '../../../engines/mysql/leading-words';

describe('leadingWords', () => {
  it.each([
    ['Create TABLE a', 'create table a'],
    ['  \n\tselect 1', 'select 1'],
    ['-- why\nselect 1', 'select 1'],
    ['--\nselect 1', 'select 1'],
    ['--\r\nselect 1', 'select 1'],
    ['--\tselect 2\nselect 1', 'select 1'],
    ['# why\n# so\nselect 1', 'select 1'],
    ['/* a */ /* b\n */select 1', 'select 1'],
    ['/**/select 1', 'select 1'],
    ['/*!40101 SET NAMES utf8 */', 'set names utf8 */'],
    ['/*M!100100 SET x = 1 */', 'set x = 1 */'],
    ['((select 1))', 'select 1))'],
    ['-- only a comment', ''],
    ['', ''],
  ])('begins %j with %j', (statement, words) => {
    expect(leadingWords(statement)).toBe(words);
  });

  it('takes two minus signs without a space for no comment', () => {
    expect(leadingWords('--1')).toBe('--1');
  });

  it('looks at the beginning only', () => {
    expect(leadingWords(`select ${'1'.repeat(1000)}`)).toHaveLength(200);
  });
});

describe('isTransactional', () => {
  it.each([
    'insert into a values (1)',
    'UPDATE a SET b = 1',
    '/* why */ delete from a',
    'replace into a values (1)',
    'with b as (select 1) select * from b',
    '(select 1)',
    'do sleep(1)',
    'set @a = 1',
    '/*!50003 insert into a values (1) */',
    'values row(1)',
    'table a',
  ])('is true for %s', (statement) => {
    expect(isTransactional(statement)).toBe(true);
  });

  it.each([
    'create table a (id int)',
    'alter table a add b int',
    'truncate a',
    'call something()',
    'grant select on a to b',
    'lock tables a write',
    'analyze table a',
    'selection',
    '',
  ])('is false for "%s"', (statement) => {
    expect(isTransactional(statement)).toBe(false);
  });

  it('is false behind an empty comment', () => {
    expect(isTransactional('--\ncreate table a as\nselect 1')).toBe(false);
  });
});

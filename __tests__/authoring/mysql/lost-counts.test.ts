import { problems, texts } from './support';

describe('splitMysql, on functions that count what the statement before did', () => {
  it('refuses ROW_COUNT() at its place', async () => {
    expect(
      await problems('update t set a = 1;', 'insert into log', '  select ROW_COUNT ( );'),
    ).toEqual([
      {
        line: 3,
        column: 10,
        message:
          'ROW_COUNT() tells of the checkpoint between the statements, not of the statement ' +
          'before it; write a WHERE or a COUNT(*) in its place, or put both statements into a ' +
          'procedure',
      },
    ]);
  });

  it('refuses FOUND_ROWS()', async () => {
    expect(await problems('set @n = found_rows();')).toEqual([
      {
        line: 1,
        column: 10,
        message:
          'FOUND_ROWS() tells of the checkpoint between the statements, not of the statement ' +
          'before it; write a WHERE or a COUNT(*) in its place, or put both statements into a ' +
          'procedure',
      },
    ]);
  });

  it.each([
    'do row_count()',
    '/*!50000 select row_count() */',
    'create table t as select row_count()',
    'select row_count() + found_rows()',
  ])('refuses %s', async (sql) => {
    expect((await problems(`${sql};`)).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^ROW_COUNT\(\) tells of the checkpoint/),
    );
  });

  it.each([
    'insert into t values (last_insert_id())',
    'create procedure p() begin update t set a = 1; select row_count(); end',
    'create definer = a@b function f() returns int return row_count()',
    'create trigger t after insert on a for each row set @n = row_count()',
    'create event e on schedule every 1 day do insert into a select row_count()',
    'alter event e do insert into a select found_rows()',
    'create view v as select found_rows()',
    'begin not atomic update t set a = 1; select row_count(); end',
    'l1: begin not atomic update t set a = 1; select row_count(); end',
    "select 'row_count()', `row_count` /* row_count() */ from t",
    'select row_count from t',
    'create table row_count (a int)',
    'insert into row_count () values ()',
    'call shop.row_count()',
    'select sql_calc_found_rows a from t limit 1',
  ])('takes %s', async (sql) => {
    expect(await texts('delimiter //', `${sql}//`)).toEqual([sql]);
  });
});

import { split } from './support';

async function shares(sql: string): Promise<boolean | undefined> {
  return (await split(sql)).statements[0]?.sharesSession;
}

describe('sharesSession', () => {
  it.each([
    'set @a = 1',
    'set names utf8mb4',
    'set foreign_key_checks = 0',
    'set session sql_mode = default',
    'set @@session.time_zone = "+00:00"',
    'set global a = 1, session b = 2',
    'set global a = @b',
    'set role all',
    'set transaction isolation level serializable',
    '/*!40101 SET @old = @@character_set_client */',
    'select 1 into @a',
    'select @a := 1',
    'select@a',
    'select `a`, @a from t',
    'insert into t values (@`a b`)',
    "update t set a = @'a'",
    'call p(@a)',
    'create table t as select @a',
    'prepare s from @a',
    "prepare s from 'select 1'",
    'execute s',
    'deallocate prepare s',
    'drop prepare s',
    'create temporary table t (a int)',
    'create or replace temporary table t (a int)',
    'drop temporary table t',
    'insert into t values (last_insert_id())',
    'select found_rows()',
    'select row_count ( )',
    "do get_lock('a', 1)",
  ])('is true for %s', async (sql) => {
    expect(await shares(sql)).toBe(true);
  });

  it.each([
    'select 1',
    'select \'a@b\', "@c", `@d` /* @e */ -- @f',
    'select @@version, @@session.time_zone',
    "create user 'a'@'b'",
    'grant select on *.* to `a`@`%`, a@localhost',
    "drop user 'a' @ 'b'",
    'set global a = 1',
    'set persist a = 1',
    "set password for 'a'@'b' = 'c'",
    'set default role all to a',
    'create table t (temporary int)',
    'create definer=`a`@`b` view v as select 1',
    'create procedure p() begin set @a = 1; create temporary table t (a int); end',
    'create definer=`a`@`b` trigger t before insert on x for each row set @a = 1',
    'create function f() returns int return last_insert_id()',
    'create event e on schedule every 1 day do set @a = 1',
    'alter table t add last_insert_id int',
    'insert into t values (1)',
  ])('is false for %s', async (sql) => {
    expect(await shares(sql)).toBe(false);
  });
});

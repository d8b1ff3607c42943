import { splitMysql } from '../../../authoring/mysql/split';
import { witnessOf } from '../../../authoring/mysql/witness';
import { encodeWitness } from '../../../migration/witness';

const encoded = (text: string): unknown => {
  const witness = witnessOf(text);
  return witness && encodeWitness(witness);
};

describe('the witness of a statement of MySQL', () => {
  it.each([
    ['create table t (a int)', ['table', 'there', ['t']]],
    ['CREATE TABLE IF NOT EXISTS `s`.`T ``t` like u', ['table', 'there', ['s', 'T `t']]],
    ['create table 2fa (a int)', ['table', 'there', ['2fa']]],
    ['create temporary table t (a int)', ['repeatable']],
    ['create or replace algorithm = merge view v as select 1', ['repeatable']],
    [
      'create algorithm=undefined definer=`a`@`%` sql security invoker view s.v as select 1',
      ['table', 'there', ['s', 'v']],
    ],
    ['create unique index i using btree on s.t (a)', ['index', 'there', ['i'], ['s', 't']]],
    ['create fulltext index i on t (a)', ['index', 'there', ['i'], ['t']]],
    [
      '/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER `t` before insert on a for each row begin end */',
      ['trigger', 'there', ['t']],
    ],
    ['create definer = current_user() procedure p() begin end', ['procedure', 'there', ['p']]],
    ["create definer='a'@'b' function f() returns int return 1", ['function', 'there', ['f']]],
    ['create event if not exists e on schedule every 1 day do do 0', ['event', 'there', ['e']]],
    ['create database d', ['database', 'there', ['d']]],
    ['create schema if not exists d', ['database', 'there', ['d']]],
    ["create user if not exists 'a'@'%' identified by 'b'", ['repeatable']],
    ['drop table t', ['table', 'gone', ['t']]],
    ['drop table if exists a, s.`b` cascade', ['table', 'gone', ['s', 'b']]],
    ['drop temporary table if exists t', ['repeatable']],
    ['drop view v, w', ['table', 'gone', ['w']]],
    ['drop index `PRIMARY` on t', ['index', 'gone', ['PRIMARY'], ['t']]],
    ['drop trigger if exists s.t', ['trigger', 'gone', ['s', 't']]],
    ['drop procedure p', ['procedure', 'gone', ['p']]],
    ['drop function if exists f', ['function', 'gone', ['f']]],
    ['drop event e', ['event', 'gone', ['e']]],
    ['drop database d', ['database', 'gone', ['d']]],
    ['drop user if exists a', ['repeatable']],
    ['drop prepare s', ['repeatable']],
    ['rename table a to b', ['table', 'there', ['b']]],
    ['rename table a to a_old, a_new to a', ['table', 'there', ['a_old']]],
    ['alter view v as select 1', ['repeatable']],
    ['alter event e disable', ['repeatable']],
    ['alter database d character set utf8mb4', ['repeatable']],
    ['analyze table t', ['repeatable']],
    ['optimize local table t', ['repeatable']],
    ["grant select on s.* to 'a'@'%'", ['repeatable']],
    ['prepare s from @x', ['repeatable']],
  ])('of %s', (text, witness) => {
    expect(encoded(text)).toEqual(witness);
  });

  it.each([
    ['alter table t add a int', ['column', 'there', ['a'], ['t']]],
    ['alter table s.t add column `A a` int first', ['column', 'there', ['A a'], ['s', 't']]],
    ['alter table t add column if not exists a int', ['column', 'there', ['a'], ['t']]],
    ['alter table t add a decimal(9, 2), add b int', ['column', 'there', ['a'], ['t']]],
    ['alter table t drop a', ['column', 'gone', ['a'], ['t']]],
    ['alter table t drop column if exists a', ['column', 'gone', ['a'], ['t']]],
    ['alter table t drop a, add b int', ['column', 'there', ['b'], ['t']]],
    ['alter table t add index i (a)', ['index', 'there', ['i'], ['t']]],
    ['alter table t add unique key i (a)', ['index', 'there', ['i'], ['t']]],
    ['alter table t add unique i (a)', ['index', 'there', ['i'], ['t']]],
    ['alter table t add primary key (a)', ['index', 'there', ['PRIMARY'], ['t']]],
    ['alter table t add constraint primary key (a)', ['index', 'there', ['PRIMARY'], ['t']]],
    ['alter table t add constraint c primary key (a)', ['index', 'there', ['PRIMARY'], ['t']]],
    ['alter table t add constraint c unique (a)', ['index', 'there', ['c'], ['t']]],
    ['alter table t add constraint c unique key i (a)', ['index', 'there', ['i'], ['t']]],
    [
      'alter table t add constraint c foreign key (a) references u (a)',
      ['constraint', 'there', ['c'], ['t']],
    ],
    ['alter table t drop primary key', ['index', 'gone', ['PRIMARY'], ['t']]],
    ['alter table t drop key i', ['index', 'gone', ['i'], ['t']]],
    ['alter table t drop foreign key c', ['constraint', 'gone', ['c'], ['t']]],
    ['alter table t drop check c', ['constraint', 'gone', ['c'], ['t']]],
    ['alter table t rename to u', ['table', 'there', ['u']]],
    ['alter table s.t add a int, rename u', ['table', 'there', ['s', 'u']]],
    ['alter table t rename column a to b', ['column', 'there', ['b'], ['t']]],
    ['alter table t rename index a to b', ['index', 'there', ['b'], ['t']]],
    ['alter table t change a b int', ['column', 'there', ['b'], ['t']]],
    ['alter table t change A a bigint', ['repeatable']],
    ['alter table t modify a bigint not null, engine = InnoDB', ['repeatable']],
    [
      'alter table t add a int, algorithm = inplace, lock = none',
      ['column', 'there', ['a'], ['t']],
    ],
    [
      'alter table t drop index i, add index i (a, b), add c int',
      ['column', 'there', ['c'], ['t']],
    ],
  ])('of %s', (text, witness) => {
    expect(encoded(text)).toEqual(witness);
  });

  it.each([
    // To the catalog nothing happens, and a second time data would be lost.
    'alter table t drop column a, add column A bigint',
    'alter table t drop index i, add index i (a, b)',
    'alter table t change a b int, change b a int',
    'alter table t drop a, rename column b to a',
    // One part does nothing where the other has an effect.
    'alter table t add column if not exists a int, add column if not exists b int',
    'alter table t add column if not exists a int, modify b int',
    // Their names are not known.
    'alter table t add index (a)',
    'alter table t add foreign key (a) references u (a)',
    'alter table t add (a int, b int)',
    // A second time they undo or destroy.
    'alter table t exchange partition p with table u',
    'alter table t truncate partition p',
    'rename table a to x, b to a, x to b',
    'truncate table t',
    'create or replace table t (a int)',
    "alter user a identified by 'b' retain current password",
    // They may do anything.
    'call p()',
    'execute s',
    "load data from s3 's3://a' into table t",
    'create user a',
    'drop temporary table t',
    'alter event e rename to f',
    // No part of a server of version 8.0.
    '/*!80100 create table t (a int) */',
    'alter table t add column a int /*!90000 , rename to u */',
  ])('is missing for %s', (text) => {
    expect(encoded(text)).toBeUndefined();
  });

  it.each(['insert into t values (1)', 'select 1', 'set @a = 1', 'with a as (select 1) select 1'])(
    'is not needed for %s, which has its transaction',
    (text) => {
      expect(encoded(text)).toBeUndefined();
    },
  );

  it('is missing behind a temporary table, which may hide another of its name', async () => {
    const text =
      'create table a (n int); create temporary table t (n int); drop table t; create procedure p() do 0;';

    const { statements } = await splitMysql({ text, byteOffset: 0 });

    expect(statements.map(({ witness }) => witness && encodeWitness(witness))).toEqual([
      ['table', 'there', ['a']],
      ['repeatable'],
      undefined,
      ['procedure', 'there', ['p']],
    ]);
  });
});

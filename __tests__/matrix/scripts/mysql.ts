import { type ScriptSet, slowerSets } from '../script-set';
import { bigSet } from './big';

const engine = 'aurora-mysql' as const;
const witness = 'create table witness (mark varchar(40) not null);\n';

export const mysqlSets: readonly ScriptSet[] = [
  {
    name: 'ddl',
    engine,
    hasFaultyInstall: true,
    files: {
      'V1__tables.sql':
        'create table customers (id int primary key, name text not null);\n' +
        'create table orders (id int primary key, customer int);\n',
      'V2__changes.sql':
        'alter table customers add column email varchar(100);\n' +
        'create index customers_email on customers (email);\n',
      'V3__views.sql':
        'create view buyers as select name from customers join orders on customer = customers.id;\n',
    },
  },
  {
    name: 'dml',
    engine,
    maxPayloadBytes: 900,
    files: {
      'V1__tables.sql': `${witness}create table counters (name varchar(10), n int);\n`,
      'V2__first.sql':
        "insert into counters values ('a', 0), ('b', 0);\n" +
        "insert into witness values ('V2-1');\n" +
        'do sleep(0.005);\n' +
        'update counters set n = n + 1;\n',
      'V3__second.sql':
        "insert into witness values ('V3-1');\nupdate counters set n = n + 10 where name = 'a';\n",
      'V4__third.sql':
        "insert into witness values ('V4-1');\n" +
        'do sleep(0.005);\n' +
        "insert into witness values ('V4-2');\n" +
        "delete from counters where name = 'b';\n",
    },
  },
  {
    name: 'mixed',
    engine,
    maxPayloadBytes: 1000,
    files: {
      'V1__a.sql': `${witness}insert into witness values ('V1-1');\ncreate table a (id int);\n`,
      'V2__b.sql':
        'insert into a values (1), (2);\n' +
        "insert into witness values ('V2-1');\n" +
        'alter table a add column twice int;\n' +
        'update a set twice = 2 * id;\n' +
        "insert into witness values ('V2-2');\n",
      'V3__c.sql':
        'create table c as select id, twice from a;\n' +
        "insert into witness values ('V3-1');\n" +
        'drop table a;\n',
    },
  },
  {
    name: 'routines',
    engine,
    files: {
      'V1__table.sql': `${witness}create table log (n int);\n`,
      'V2__routines.sql':
        'create function twice(n int) returns int deterministic return n * 2;\n' +
        "insert into witness values ('V2-1');\n" +
        'DELIMITER //\n' +
        'create procedure fill(in many int)\n' +
        'begin\n' +
        '  declare n int default 0;\n' +
        '  while n < many do insert into log values (twice(n)); set n = n + 1; end while;\n' +
        'end //\n' +
        'DELIMITER ;\n',
      'V3__trigger.sql':
        'create trigger log_marks after insert on log for each row ' +
        "insert into witness values ('seen');\n",
      'V4__insert.sql':
        "insert into log values (twice(1));\ninsert into witness values ('V4-1');\n",
    },
  },
  {
    name: 'uploads',
    engine,
    maxPayloadBytes: 300,
    files: {
      'V1__a.sql': `${witness}insert into witness values ('V1-1');\n`,
      'V2__b.sql':
        `create table b (body text);\ninsert into b values ('${"it''s 😀; ".repeat(20)}');\n` +
        "set @body = 'in one session';\n" +
        'create trigger b_t before insert on b for each row set new.body = @body;\n' +
        "insert into b values ('');\ninsert into witness values ('V2-1');\n",
    },
  },
  bigSet(engine, witness),
  {
    name: 'session',
    engine,
    files: {
      'V1__table.sql': `${witness}create table numbers (n int, word varchar(20));\n`,
      'V2__variables.sql':
        "set @base = 40, @word = 'it''s';\n" +
        "insert into witness values ('V2-1');\n" +
        "set session sql_mode = 'PIPES_AS_CONCAT';\n" +
        'insert into numbers values (@base + 1, @word || @word);\n' +
        'set @base = @base + 1;\n' +
        "insert into witness values ('V2-2');\n" +
        'insert into numbers values (@base + 1, @word || @word);\n',
      'V3__prepared.sql':
        "prepare add_one from 'insert into numbers values (?, ?)';\n" +
        'set @n = 7;\n' +
        'execute add_one using @n, @n;\n' +
        "insert into witness values ('V3-1');\n" +
        'execute add_one using @n, @n;\n' +
        'deallocate prepare add_one;\n',
    },
  },
  {
    name: 'one session',
    engine,
    files: {
      'V1__table.sql': `${witness}create table numbers (n int);\n`,
      'V2__alone.sql':
        "set @base = 40, session sql_mode = 'PIPES_AS_CONCAT';\n" +
        "insert into witness values ('V2-1');\n" +
        'create trigger numbers_marks after insert on numbers for each row ' +
        "insert into witness values ('se' || 'en');\n" +
        'insert into numbers values (@base + 1);\n' +
        "insert into witness values ('V2-2');\n",
      'V3__next.sql': "insert into witness values ('V3-1');\n",
    },
  },
];

export const slowerMysqlSets = slowerSets(
  mysqlSets,
  ['ddl', 'dml', 'mixed', 'big', 'session', 'one session'],
  'one statement per call',
  { refuseMysqlBodies: true },
);

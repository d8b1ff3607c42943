import { type ScriptSet, slowerSets } from '../script-set';
import { bigSet } from './big';

const engine = 'aurora-postgresql' as const;
const witness = 'create table witness (mark text not null);\n';

export const postgresqlSets: readonly ScriptSet[] = [
  {
    name: 'ddl',
    engine,
    hasFaultyInstall: true,
    files: {
      'V1__tables.sql':
        'create table customers (id int primary key, name text not null);\n' +
        'create table orders (id int primary key, customer int references customers);\n',
      'V2__changes.sql':
        'alter table customers add column email text;\n' +
        'create index customers_email on customers (lower(email));\n' +
        "comment on table customers is 'people: who buy';\n",
      'V3__views.sql':
        "create type mood as enum ('good', 'bad');\n" +
        'create view buyers as select name from customers join orders on customer = customers.id;\n',
    },
  },
  {
    name: 'dml',
    engine,
    maxPayloadBytes: 700,
    files: {
      'V1__tables.sql': `${witness}create table counters (name text, n int);\n`,
      'V2__first.sql':
        "insert into counters values ('a', 0), ('b', 0);\n" +
        "insert into witness values ('V2-1');\n" +
        'select pg_sleep(0.005);\n' +
        'update counters set n = n + 1;\n',
      'V3__second.sql':
        "insert into witness values ('V3-1');\nupdate counters set n = n + 10 where name = 'a';\n",
      'V4__third.sql':
        "insert into witness values ('V4-1');\n" +
        'select pg_sleep(0.005);\n' +
        "insert into witness values ('V4-2');\n" +
        "delete from counters where name = 'b';\n",
    },
  },
  {
    name: 'mixed',
    engine,
    maxPayloadBytes: 800,
    files: {
      'V1__a.sql': `${witness}insert into witness values ('V1-1');\ncreate table a (id int);\n`,
      'V2__b.sql':
        'insert into a values (1), (2);\n' +
        "insert into witness values ('V2-1');\n" +
        'select pg_sleep(0.005);\n' +
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
    name: 'functions',
    engine,
    files: {
      'V1__table.sql': `${witness}create table log (n int);\n`,
      'V2__functions.sql':
        'create function twice(n int) returns int language plpgsql as $$\n' +
        'begin\n  return n :: int * 2;\nend $$;\n' +
        'create function marks() returns trigger language plpgsql as $body$\n' +
        "begin\n  insert into witness values ('seen');\n  return new;\nend $body$;\n" +
        'create trigger log_marks after insert on log for each row execute function marks();\n',
      'V3__call.sql':
        'do $$ begin for i in 1 .. 3 loop insert into log values (twice(i)); end loop; end $$;\n' +
        "insert into witness values ('V3-1');\nselect pg_sleep(0.005);\n",
    },
  },
  bigSet(engine, witness),
  {
    name: 'uploads',
    engine,
    maxPayloadBytes: 300,
    files: {
      'V1__a.sql': `${witness}insert into witness values ('V1-1');\n`,
      'V2__b.sql':
        `create table b (body text);\ninsert into b values ('${"it''s 😀; ".repeat(20)}');\n` +
        "insert into witness values ('V2-1');\nselect pg_sleep(0.005);\n",
    },
  },
  {
    name: 'alone',
    engine,
    files: {
      'V1__a.sql': `${witness}create table a (id int);\ninsert into a values (1), (2);\n`,
      'V2__index.sql': 'create index concurrently a_id on a (id);\n',
      'V3__middle.sql':
        "insert into witness values ('V3-1');\n" +
        'create unique index concurrently a_unique on a (id);\n' +
        "insert into witness values ('V3-2');\n" +
        'vacuum a;\n' +
        "insert into witness values ('V3-3');\n",
      'V4__last.sql': "insert into witness values ('V4-1');\n",
    },
  },
];

export const slowerPostgresqlSets = slowerSets(
  postgresqlSets,
  ['ddl', 'dml', 'mixed', 'alone'],
  'one script per call',
  { refuseCommitInProcedure: true },
);

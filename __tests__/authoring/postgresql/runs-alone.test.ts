import { splitPostgresql } from '../../../authoring/postgresql/split';

const runsAlone = async (text: string) =>
  (await splitPostgresql({ text, byteOffset: 0 })).statements.map(
    (statement) => statement.runsAlone,
  );

describe('statements that run alone on PostgreSQL', () => {
  it.each([
    'create index concurrently on t (a)',
    'create unique index concurrently if not exists i on t (a)',
    'drop index concurrently i',
    'reindex table concurrently t',
    'reindex (verbose, concurrently) index i',
    'reindex (concurrently true) index i',
    'reindex database d',
    'reindex system d',
    'reindex schema s',
    'alter table t detach partition p concurrently',
    'vacuum',
    'vacuum (analyze) t',
    'cluster',
    'create database d',
    'drop database d',
    'alter database d set tablespace s',
    "create tablespace s location '/s'",
    'drop tablespace s',
    'alter system set work_mem = 1',
    "create subscription s connection '' publication p",
    "create subscription s connection '' publication p with (create_slot = on)",
    'alter subscription s refresh publication',
    'alter subscription s set publication p',
    'alter subscription s add publication p with (refresh = 1)',
    'alter subscription s set (failover = false)',
    'drop subscription s',
    'do $$ begin update t set a = 1; commit; end $$',
    'do $$ begin rollback and chain; end $$',
  ])('include %s', async (statement) => {
    expect(await runsAlone(`select 1; ${statement}; select 2`)).toEqual([false, true, false]);
  });

  it.each([
    'create index on t (a)',
    'drop index i',
    'reindex table t',
    'reindex (concurrently false) table t',
    'reindex (concurrently 0) table t',
    'alter table t detach partition p',
    'alter table t detach partition p finalize',
    'refresh materialized view concurrently m',
    'analyze t',
    'cluster t using i',
    'alter database d set work_mem = 1',
    "create subscription s connection '' publication p with (create_slot = false)",
    "create subscription s connection '' publication p with (connect = off)",
    'alter subscription s set publication p with (refresh = false)',
    'alter subscription s disable',
    "alter type t add value 'a'",
    "do $$ begin /* commit; */ raise notice 'commit;'; end $$",
    'call p()',
  ])('do not include %s', async (statement) => {
    expect(await runsAlone(statement)).toEqual([false]);
  });
});

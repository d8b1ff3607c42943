import { splitPostgresql } from '../../../authoring/postgresql/split';
import { encodeWitness } from '../../../migration/witness';

const witnessOf = async (text: string): Promise<unknown> => {
  const [statement] = (await splitPostgresql({ text, byteOffset: 0 })).statements;
  return statement?.witness && encodeWitness(statement.witness);
};

describe('the witness of a statement that runs alone on PostgreSQL', () => {
  it.each([
    ['create index concurrently i on t (a)', ['index', 'there', ['i'], ['t']]],
    [
      'create unique index concurrently if not exists "I i" on s."T" (a)',
      ['index', 'there', ['I i'], ['s', 'T']],
    ],
    ['create index concurrently on only s.t (a)', ['indexes', 'more', [], ['s', 't']]],
    ['drop index concurrently I', ['index', 'gone', ['i']]],
    ['drop index concurrently if exists s."I"', ['index', 'gone', ['s', 'I']]],
    ['reindex index concurrently i', ['reindexed', 'changed', ['i']]],
    ['reindex (verbose) table concurrently s.t', ['reindexed', 'changed', ['s', 't']]],
    ['reindex (concurrently false) schema s', ['repeatable']],
    ['reindex schema concurrently s', ['repeatable']],
    ['reindex database', ['repeatable']],
    ['alter table s.t detach partition p concurrently', ['partition', 'gone', ['p'], ['s', 't']]],
    ['vacuum', ['repeatable']],
    ['vacuum (full false, analyze) a, s.b (c)', ['vacuumed', 'changed', ['s', 'b']]],
    ['vacuum full a', ['rewritten', 'changed', ['a']]],
    ['vacuum (full) a', ['rewritten', 'changed', ['a']]],
    ['cluster', ['repeatable']],
    ['create database d', ['database', 'there', ['d']]],
    ['drop database if exists d with (force)', ['database', 'gone', ['d']]],
    ['alter database d set tablespace s', ['repeatable']],
    ["create tablespace s location '/s'", ['tablespace', 'there', ['s']]],
    ['drop tablespace s', ['tablespace', 'gone', ['s']]],
    ['alter system set work_mem = 1', ['repeatable']],
    ["create subscription s connection '' publication p", ['subscription', 'there', ['s']]],
    ['drop subscription s', ['subscription', 'gone', ['s']]],
    ['alter subscription s refresh publication', ['repeatable']],
    ['alter subscription s set (failover = false)', ['repeatable']],
  ])('of %s', async (text, witness) => {
    expect(await witnessOf(text)).toEqual(witness);
  });

  it.each([
    'do $$ begin update t set a = 1; commit; end $$',
    'alter subscription s add publication p',
    'alter subscription s set publication p',
  ])('is missing for %s', async (text) => {
    expect(await witnessOf(text)).toBeUndefined();
  });

  it.each(['create table t (a int)', 'create index i on t (a)', 'drop index i', 'analyze t'])(
    'is not needed for %s, which has its transaction',
    async (text) => {
      expect(await witnessOf(text)).toBeUndefined();
    },
  );

  it('has a name as the catalog has it, which cuts it after 63 bytes', async () => {
    const name = 'n'.repeat(70);

    expect(await witnessOf(`create index concurrently ${name} on t (a)`)).toEqual([
      'index',
      'there',
      ['n'.repeat(63)],
      ['t'],
    ]);
  });
});

import { engineOf } from '../../../engines/engine-of';
import { encodeWitness, type Witness } from '../../../migration/witness';
import { readSchema } from '../../support/schema-folder';
import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';
import { leaveInFlight } from '../in-flight';
import { killSleeping } from '../kill-sleeping';
import { statesOf } from '../states-of';
import { until } from '../until';

/** A statement, what was before it, and how to undo it by hand. */
const cases: readonly (readonly [statement: string, before: string, undo: string])[] = [
  ['create table `B b` (id int)', '', 'drop table `B b`'],
  ['create table if not exists b as select 1 as n', '', 'drop table b'],
  ['drop table if exists c, a', '', 'create table a (id int, name varchar(9), key by_name (name))'],
  ['alter table a add column note text, add column n int', '', 'alter table a drop note, drop n'],
  ['alter table a drop column name', '', 'alter table a add name varchar(9)'],
  ['alter table a rename column name to title', '', 'alter table a rename column title to name'],
  ['alter table a change name title varchar(9)', '', 'alter table a change title name varchar(9)'],
  ['alter table a add unique key by_id (id)', '', 'alter table a drop key by_id'],
  ['alter table a add primary key (id)', '', 'alter table a drop primary key'],
  ['alter table a drop key by_name', '', 'alter table a add key by_name (name)'],
  [
    'alter table a add constraint positive check (id > 0)',
    '',
    'alter table a drop constraint positive',
  ],
  ['alter table a add n int, rename to b', '', 'alter table b drop n, rename to a'],
  ['rename table a to old, b to a', 'create table b (n int)', 'rename table a to b, old to a'],
  ['create index By_Id on a (id)', '', 'drop index by_id on a'],
  ['drop index by_name on a', '', 'create index by_name on a (name)'],
  ['create view v as select 1 as one', '', 'drop view v'],
  ['drop view v', 'create view v as select 1 as one', 'create view v as select 1 as one'],
  ['create trigger t before insert on a for each row set new.id = 1', '', 'drop trigger t'],
  [
    'drop trigger t',
    'create trigger t before insert on a for each row set new.id = 1',
    'create trigger t before insert on a for each row set new.id = 1',
  ],
  ['create procedure Go() do 0', '', 'drop procedure go'],
  ['drop procedure if exists go', 'create procedure Go() do 0', 'create procedure go() do 0'],
  ['create function f() returns int deterministic return 1', '', 'drop function f'],
  ['create event e on schedule every 1 day do do 0', '', 'drop event e'],
];

const repeatable = [
  'create or replace view v as select 1 as one',
  'alter table a modify name varchar(20), comment = "names"',
  'analyze table a',
];

const table = 'create table a (id int, name varchar(9), key by_name (name))';

/** Statements that commit by themselves, whose run ended before their checkpoint. */
export function describeLeftBehind(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement that a run has left in flight', () => {
    it.each(cases)('is recorded when it was applied: %s', async (statement, before) => {
      const { db, files, seen } = await leave(statement, before);
      await leaveInFlight(db, '2', seen);

      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2', '3 applied 1/1']);
    });

    it.each(cases)('runs when it was not applied: %s', async (statement, before, undo) => {
      const { db, files, seen } = await leave(statement, before);
      await db.query(undo);
      await leaveInFlight(db, '2', seen);

      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2', '3 applied 1/1']);
      // A second time it would fail.
      await expect(db.query(undo)).resolves.toBeDefined();
    });

    it.each(repeatable)('runs again when that does no harm: %s', async (statement) => {
      const { db, files } = await leave(statement, '');
      await leaveInFlight(db, '2', undefined);

      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2', '3 applied 1/1']);
    });

    it('is recorded though its server process died just behind it', async () => {
      const db = await open();
      const files = {
        'V1__a.sql': `${table};\n`,
        'V2__copy.sql':
          'create table copy as select sleep(0.5) as slept;\ninsert into a (id) values (2);\n',
      };
      const run = db.migrate(files);
      await until(async () => (await db.history()).some(({ version }) => version === '2'));
      await db.query('begin');
      await db.query("select * from aurora_migrate_history where version = '2' for update");
      // The table is there, and its checkpoint waits for the row.
      await killAtCheckpoint(db);
      await db.query('commit');
      const result = await run;

      expect(result.applied.map(({ entry }) => entry.version)).toEqual(['1', '2']);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 2/2']);
      expect(await db.query('select slept from copy')).toEqual([{ slept: '0' }]);
      expect(await db.query('select id from a')).toEqual([{ id: '2' }]);
    });

    it('runs again in the same run when its session is killed in the middle of it', async () => {
      const db = await open();
      const files = {
        'V1__a.sql': `${table};\ninsert into a (id) values (1);\n`,
        'V2__copy.sql':
          'create table copy as select id, sleep(1) as slept from a;\ninsert into a (id) values (2);\n',
      };

      const [result] = await Promise.all([db.migrate(files), killSleeping(db)]);

      expect(result.applied.map(({ entry }) => entry.version)).toEqual(['1', '2']);
      expect(await db.query('select id from copy')).toEqual([{ id: '1' }]);
      expect(await db.query('select id from a order by id')).toEqual([{ id: '1' }, { id: '2' }]);
    });

    it('goes on with the session that its script has set up', async () => {
      const db = await open();
      const files = {
        'V1__a.sql': `${table};\n`,
        'V2__shared.sql':
          'set @name = concat("n", 1);\n' +
          'create table copy as select sleep(1) as slept;\n' +
          'insert into a (name) values (@name);\n',
      };

      await Promise.all([db.migrate(files), killSleeping(db)]);

      expect(await db.query('select name from a')).toEqual([{ name: 'n1' }]);
    });
  });

  /** Two scripts that are applied, the second with the statement, and what was seen before it. */
  async function leave(statement: string, before: string) {
    const db = await open();
    const files = {
      'V1__before.sql': `${table};\n${before === '' ? 'do 0' : before};\n`,
      'V2__it.sql': `${statement};\ndo 0;\n`,
    };
    await db.migrate({ 'V1__before.sql': files['V1__before.sql'] });
    const { manifest } = await readSchema(files, 'aurora-mysql');
    const seen = await lookUp(db, manifest.migrations[1]?.statements[0]?.witness);
    await db.migrate(files);
    return { db, files: { ...files, 'V3__next.sql': 'do 3;\n' }, seen };
  }
}

/** What the runner would keep as seen before the statement. */
async function lookUp(
  db: ContractDatabase,
  witness: Witness | undefined,
): Promise<string | undefined> {
  if (witness === undefined || witness.kind === 'repeatable') return undefined;
  const json = JSON.stringify(encodeWitness(witness));
  await db.query(`call aurora_migrate_look_1('${json}', @seen)`);
  const [row] = await db.query('select @seen as seen');
  const { state } = await engineOf('aurora-mysql').look(db.database, witness);
  expect(row).toEqual({ seen: state });
  return state;
}

/** Ends the session of the runner where it waits to write its checkpoint. */
async function killAtCheckpoint(db: ContractDatabase): Promise<void> {
  let id: string | null | undefined;
  await until(async () => {
    const [found] = await db.query(
      'select id from information_schema.processlist where db = database() ' +
        "and info like 'update aurora_migrate_history set statements_applied%'",
    );
    id = found?.id;
    return typeof id === 'string';
  });
  await db.query(`kill ${String(id)}`);
}

import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';
import { until } from '../until';
import { sessionIn } from './session-in';

const log = { 'V1__log.sql': 'create table log (n int);\n' };

/** Somebody, or the service, ends the checkpoint behind a statement: KILL QUERY. */
export function describeInterruptedCheckpoints(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a checkpoint that is interrupted', () => {
    it('does not make the DDL before it a failure, since it has committed', async () => {
      const db = await open();
      const run = db.migrate({
        ...log,
        'V2__copy.sql': 'create table copied as select sleep(0.3) as n;\ncreate table b (n int);\n',
      });

      // The catalog tells that it has, and the script goes on behind it.
      await Promise.all([run, interruptCheckpoint(db)]);

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 2/2']);
      expect(await db.query('select n from copied')).toEqual([{ n: '0' }]);
    });

    it('makes the DML before it a failure, and takes it back', async () => {
      const db = await open();
      const files = { ...log, 'V2__insert.sql': 'insert into log select 2 + sleep(0.3);\n' };

      await Promise.all([
        expect(db.migrate(files)).rejects.toThrow(
          /^V2 insert failed at statement 1 of 1\.[^]*Query execution was interrupted/,
        ),
        interruptCheckpoint(db),
      ]);

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 failed 0/1']);
      await db.migrate(files);
      expect(await db.query('select n from log')).toEqual([{ n: '2' }]);
    });
  });
}

/** Has the checkpoint behind the statement that sleeps wait for the lock's row, and ends it there. */
async function interruptCheckpoint(db: ContractDatabase): Promise<void> {
  await until(async () => (await sessionIn(db, "state = 'User sleep'")) !== undefined);
  await db.query('start transaction');
  await db.query('select id from aurora_migrate_lock where id = 1 for update');
  const checkpoint = "info like 'update aurora\\_migrate\\_history%'";
  await until(async () => (await sessionIn(db, checkpoint)) !== undefined);
  await db.query(`kill query ${String(await sessionIn(db, checkpoint))}`);
  await db.query('rollback');
}

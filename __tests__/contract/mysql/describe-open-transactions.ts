import { type ContractTarget, useDatabases } from '../contract-database';

/** The service cancels calls between two statements of the runner too, where no handler is asked. */
export function describeOpenTransactions(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('what a cancelled call left open in a pooled session', () => {
    it('is not committed by the next run', async () => {
      const db = await open();
      const first = { 'V1__log.sql': 'create table log (n int);\n' };
      await db.migrate(first);
      await db.queryPool('start transaction');
      await db.queryPool('insert into log values (99)');

      await db.migrate({ ...first, 'V2__insert.sql': 'insert into log values (2);\n' });
      await db.queryPool('rollback');

      expect(await db.query('select n from log')).toEqual([{ n: '2' }]);
    });
  });
}

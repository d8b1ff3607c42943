import { type ContractTarget, useDatabases } from '../contract-database';

/** What nobody has written down of the real service, and may meet. */
export function describeSwitches(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a service that refuses COMMIT in a procedure', () => {
    it('fails with the database’s own words, and nothing is applied', async () => {
      const db = await open({ switches: { refuseCommitInProcedure: true } });

      const run = db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });

      await expect(run).rejects.toMatchObject({
        name: 'SqlError',
        message: 'invalid transaction termination (2D000)',
      });
      expect(await db.history()).toEqual([]);
    });
  });
}

import { type ContractTarget, useDatabases } from '../contract-database';

/** What nobody has written down of the real service, and may meet. */
export function describeSwitches(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a service that refuses COMMIT in a procedure', () => {
    it('fails with the database’s own words, and nothing is applied', async () => {
      const db = await open({ switches: { refuseCommitInProcedure: true } });

      const run = db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });

      await expect(run).rejects.toMatchObject({
        name: 'CallFailedError',
        message:
          'The call that ran schema/V1__a.sql failed: invalid transaction termination (2D000). ' +
          'The history has recorded nothing of it. Run again when the cause is gone.',
      });
      expect(await db.history()).toEqual([]);
    });
  });
}

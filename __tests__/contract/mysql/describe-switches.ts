import { type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';

/** What nobody has written down of the real service, and may meet. */
export function describeSwitches(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a service that tells errors in the words of its first version', () => {
    it('has its errors understood', async () => {
      const db = await open({ switches: { mysqlErrorText: 'v1' } });
      await db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });

      const run = db.migrate({
        'V1__a.sql': 'create table a (id int);\n',
        'V2__wrong.sql': 'create procedure p() begin end;\ncreate procedure p() begin end;\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V2 wrong failed at statement 2 of 2.\n\n' +
            'schema/V2__wrong.sql:2:1\n' +
            '    1 | create procedure p() begin end;\n' +
            '  > 2 | create procedure p() begin end;\n' +
            '      | ^\n' +
            'PROCEDURE p already exists (1304)\n\n' +
            'The first statement of V2 is applied and stays. Fix the script from line 2 on, leave ' +
            'what is above as it is, and run again: it goes on there.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 failed 1/2']);
    });
  });
}

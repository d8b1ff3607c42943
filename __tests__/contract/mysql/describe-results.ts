import { type ContractTarget, useDatabases } from '../contract-database';

/** A procedure hands the results of its statements to the caller, who has no use for them. */
export function describeResults(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a SELECT in a script', () => {
    it.each([
      ['two columns of one name', 'select 1 as x, 2 as x'],
      ['bytes', 'select 0xff00 as b'],
      ['a number beyond 2^53', 'select 18446744073709551615 as n'],
      ['more than the service returns', "select repeat('x', 2000000) as x"],
    ])('does not disturb its run with %s', async (_, select) => {
      const db = await open();

      const { schemaVersion } = await db.migrate({
        'V1__a.sql': `create table a (id int);\n${select};\n`,
        'V2__b.sql': 'create table b (id int);\n',
      });

      expect(schemaVersion).toBe('2');
    });

    it('does not hide the failure of a later script', async () => {
      const db = await open();

      await expect(
        db.migrate({
          'V1__a.sql': 'create table a (id int);\nselect 1 as x, 2 as x;\n',
          'V2__wrong.sql': 'insert into nope values (1);\n',
        }),
      ).rejects.toThrow('V2 wrong failed at statement 1 of 1.');
    });
  });
}

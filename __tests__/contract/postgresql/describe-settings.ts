import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';

const files = Object.fromEntries([
  ['V1__witness.sql', 'create table witness (script int);\n'],
  ...['2', '3', '4', '5'].map((version) => [
    `V${version}__slow.sql`,
    `insert into witness values (${version});\nselect pg_sleep(0.4);\n`,
  ]),
]) as Readonly<Record<string, string>>;

/** Settings of the database that the runner has to live with. */
export function describeSettings(target: ContractTarget): void {
  const open = useDatabases(target);

  const openWith = async (setting: string): Promise<readonly ContractDatabase[]> => {
    const name = await target.createDatabase();
    const admin = await open({ in: name });
    const [row] = await admin.query('select current_database() as database');
    await admin.query(`alter database ${String(row?.database)} set ${setting}`);
    return [await open({ in: name }), await open({ in: name })];
  };

  describe('a setting of the database', () => {
    it.each(["lock_timeout = '200ms'", "default_transaction_isolation = 'repeatable read'"])(
      'does not keep runs from taking turns: %s',
      async (setting) => {
        const databases = await openWith(setting);

        const results = await Promise.all(databases.map((db) => db.migrate(files)));

        expect(results.map(({ schemaVersion }) => schemaVersion)).toEqual(['5', '5']);
        expect(await databases[0]?.query('select script from witness order by script')).toEqual(
          ['2', '3', '4', '5'].map((script) => ({ script })),
        );
      },
    );

    it('does not stop a run whose scripts each stay below statement_timeout', async () => {
      const [db] = await openWith("statement_timeout = '1s'");

      const result = await db?.migrate(files);

      expect(result?.schemaVersion).toBe('5');
      expect(await db?.query('select count(*) as scripts from witness')).toEqual([
        { scripts: '4' },
      ]);
    });

    it('fails the script that takes longer than statement_timeout, by name', async () => {
      const [db] = await openWith("statement_timeout = '300ms'");

      await expect(db?.migrate(files)).rejects.toThrow(
        'The call that ran schema/V2__slow.sql failed: canceling statement due to statement ' +
          'timeout (57014). The history has recorded nothing of it. V1 is applied and stays. ' +
          'Run again when the cause is gone.',
      );
    });
  });

  describe('a script that ends its own session', () => {
    it('fails by name, after a few tries', async () => {
      const db = await open();

      await expect(
        db.migrate({
          'V1__ends.sql': 'select pg_terminate_backend(pg_backend_pid());\nselect 1;\n',
        }),
      ).rejects.toThrow('The call that ran schema/V1__ends.sql failed: ');
    });
  });
}

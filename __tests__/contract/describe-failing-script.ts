import { type ContractDatabase, type ContractTarget, useDatabases } from './contract-database';
import { statesOf } from './states-of';

const fill = 'insert into log (script) values (1);\n';
const files = {
  'V1__first.sql': `create table log (script int);\n${fill}`,
  'V2__middle.sql': fill,
  'V3__last.sql': fill,
};
const wrong = 'insert into log values (1, 2);\n';

/** Which script fails, and what comes of it. The statement alone fails, so nothing of it stays. */
export function describeFailingScript(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';
  const tooManyValues = isMysql
    ? "Column count doesn't match value count at row 1 (1136)"
    : 'INSERT has more expressions than target columns (42601)';

  describe('a script that fails', () => {
    it('fails as the first of all', async () => {
      const db = await open();

      const run = db.migrate({ 'V1__first.sql': 'alter table log add script int;\n' });

      await expect(run).rejects.toThrow();
      expect(await statesOf(db)).toEqual(['1 failed 0/1']);
    });

    it('fails in the middle, and later scripts do not run', async () => {
      const db = await open();

      const run = db.migrate({ ...files, 'V2__middle.sql': wrong });

      await expect(run).rejects.toThrow(
        new Error(
          'V2 middle failed at statement 1 of 1.\n\n' +
            'schema/V2__middle.sql:1:1\n' +
            '  > 1 | insert into log values (1, 2);\n' +
            '      | ^\n' +
            `${tooManyValues}\n\n` +
            'Nothing of V2 was applied; V1 stays. Fix the script and run again.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 failed 0/1']);
      expect(await rowsIn(db)).toBe(1);
    });

    it('fails as the last one, and the earlier ones stay', async () => {
      const db = await open();

      const run = db.migrate({ ...files, 'V3__last.sql': `\n  ${wrong}` });

      await expect(run).rejects.toThrow(
        new Error(
          'V3 last failed at statement 1 of 1.\n\n' +
            'schema/V3__last.sql:2:3\n' +
            '    1 |\n' +
            '  > 2 |   insert into log values (1, 2);\n' +
            '      |   ^\n' +
            `${tooManyValues}\n\n` +
            'Nothing of V3 was applied; V2 stays. Fix the script and run again.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 1/1', '3 failed 0/1']);
      expect(await rowsIn(db)).toBe(2);
    });

    it('is repaired by an edit, and the rest follows', async () => {
      const db = await open();
      await expect(db.migrate({ ...files, 'V2__middle.sql': wrong })).rejects.toThrow();

      const result = await db.migrate(files);

      expect(result.applied.map(({ entry }) => entry.version)).toEqual(['2', '3']);
      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 1/1', '3 applied 1/1']);
      expect(await rowsIn(db)).toBe(3);
    });

    it('fails again as long as nothing is done', async () => {
      const db = await open();
      const broken = { ...files, 'V3__last.sql': wrong };
      await expect(db.migrate(broken)).rejects.toThrow();

      await expect(db.migrate(broken)).rejects.toThrow(/^V3 last failed at statement 1 of 1\./);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 1/1', '3 failed 0/1']);
    });

    it('may go away when nothing of it was applied', async () => {
      const db = await open();
      await expect(db.migrate({ ...files, 'V4__wrong.sql': wrong })).rejects.toThrow();

      const result = await db.migrate(files);

      expect(result).toEqual({ applied: [], schemaVersion: '3' });
    });

    it('has its error in the history', async () => {
      const db = await open();
      await expect(db.migrate({ ...files, 'V3__last.sql': wrong })).rejects.toThrow();

      const failed = (await db.history()).at(-1);

      expect(failed?.failure).toEqual({
        statement: 1,
        details: isMysql
          ? {
              message: "Column count doesn't match value count at row 1",
              sqlState: '21S01',
              code: 1136,
            }
          : { message: 'INSERT has more expressions than target columns', sqlState: '42601' },
      });
      expect(failed?.finishedAt).toBeDefined();
    });
  });
}

async function rowsIn(db: ContractDatabase): Promise<number> {
  return (await db.query('select script from log')).length;
}

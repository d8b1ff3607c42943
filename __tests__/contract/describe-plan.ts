import { type ContractTarget, useDatabases } from './contract-database';

const a = 'create table a (id int);\n';
const b = 'create table b (id int);\n';
const c = 'create table c (id int);\n';

export function describePlan(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a disagreement of folder and history', () => {
    it('refuses a script that changed after it was applied', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': a });

      const run = db.migrate({ 'V1__a.sql': `${a}-- more\n`, 'V2__b.sql': b });

      await expect(run).rejects.toThrow(
        new Error(
          'V1__a.sql changed after it was applied (was 519a1e8e, is 64e27a22): ' +
            'restore it and put the change into a new script, or accept it if the database needs ' +
            'nothing of it: "aurora-migrate repair 1 --accept-checksum".\n' +
            'Nothing was applied.',
        ),
      );
      expect((await db.history()).map(({ version }) => version)).toEqual(['1']);
    });

    it('refuses a missing script', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': a, 'V2__b.sql': b });

      const run = db.migrate({ 'V1__a.sql': a });

      await expect(run).rejects.toThrow(
        new Error(
          'V2__b.sql is applied and missing from the folder: restore it, or forget it: ' +
            '"aurora-migrate repair 2 --forget".\nNothing was applied.',
        ),
      );
    });

    it('refuses a script under another version, and names it', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': a, 'V2__b.sql': b });

      const run = db.migrate({ 'V1__a.sql': a, 'V3__b.sql': b });

      await expect(run).rejects.toThrow(
        new Error(
          'V2__b.sql is applied and missing from the folder; V3__b.sql has the same content: ' +
            'if it was renamed, name it V2 again.\n' +
            'Nothing was applied.',
        ),
      );
    });

    it('takes a new description for no change', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': a });

      const result = await db.migrate({ 'V1__another_name.sql': a });

      expect(result).toEqual({ applied: [], schemaVersion: '1' });
    });

    it('refuses a script that is out of order', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': a, 'V3__c.sql': c });

      const run = db.migrate({ 'V1__a.sql': a, 'V2__b.sql': b, 'V3__c.sql': c });

      await expect(run).rejects.toThrow(
        new Error(
          'V2__b.sql is out of order, since V3 is applied: ' +
            'give it a version above 3, or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\n' +
            'Nothing was applied.',
        ),
      );
    });

    it('applies a script that is out of order where that is allowed', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': a, 'V3__c.sql': c });

      const result = await db.migrate(
        { 'V1__a.sql': a, 'V2__b.sql': b, 'V3__c.sql': c },
        { outOfOrder: true },
      );

      expect(result.schemaVersion).toBe('3');
      expect((await db.history()).map(({ version, rank }) => [version, rank])).toEqual([
        ['1', 1],
        ['3', 2],
        ['2', 3],
      ]);
    });

    it('tells all that is wrong at once, and applies nothing', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': a, 'V2__b.sql': b, 'V4__c.sql': c });

      const run = db.migrate({
        'V1__a.sql': `${a}-- more\n`,
        'V3__d.sql': 'create table d (id int)',
        'V4__c.sql': c,
        'V5__e.sql': 'create table e (id int)',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1__a.sql changed after it was applied (was 519a1e8e, is 64e27a22): ' +
            'restore it and put the change into a new script, or accept it if the database needs ' +
            'nothing of it: "aurora-migrate repair 1 --accept-checksum".\n' +
            'V2__b.sql is applied and missing from the folder: restore it, or forget it: ' +
            '"aurora-migrate repair 2 --forget".\n' +
            'V3__d.sql is out of order, since V4 is applied: ' +
            'give it a version above 4, or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\n' +
            'Nothing was applied.',
        ),
      );
      expect((await db.history()).map(({ version }) => version)).toEqual(['1', '2', '4']);
    });
  });
}

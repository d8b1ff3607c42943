import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';
import { until } from '../until';
import { sessionIn } from './session-in';

/** Each statement is committed by itself, and a failed script goes on where it stopped. */
export function describeCheckpoints(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement that fails', () => {
    it('fails as the first of its script', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'select @@nope;\ncreate table a (id int);\ncreate table b (id int);\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 a failed at statement 1 of 3.\n\n' +
            'schema/V1__a.sql:1:10\n' +
            '  > 1 | select @@nope;\n' +
            '      |          ^\n' +
            "Unknown system variable 'nope' (1193)\n\n" +
            'Nothing of V1 was applied. Fix the script and run again.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 failed 0/3']);
    });

    it.each([
      ['by itself', ''],
      ['in a session that its script shares', 'set @n = 1;\n'],
    ])('leaves nothing of a routine that fails half-way, called %s', async (_, before) => {
      const db = await open();
      await db.query('create table log (n int)');
      await db.query(
        "create procedure fill() begin insert into log values (1); signal sqlstate '45000'; end",
      );

      const run = db.migrate({ 'V1__a.sql': `${before}call fill();\n` });

      await expect(run).rejects.toThrow('V1 a failed at statement');
      expect(await db.query('select n from log')).toEqual([]);
    });

    it('is a routine that is not called again when it was interrupted', async () => {
      const db = await open();
      await db.query('create table log (n int)');
      await db.query('create table held (n int)');
      await db.query(
        'create procedure fill() begin insert into log values (1); commit; update held set n = 2; end',
      );
      const files = { 'V1__a.sql': 'call fill();\n' };

      await db.query('lock tables held write');
      const run = db.migrate(files);
      await Promise.all([
        expect(run).rejects.toThrow(/V1__a\.sql:1: .*whether it was applied/),
        interrupt(db, "state like 'Waiting for table%'"),
      ]);
      await db.query('unlock tables');

      await expect(db.migrate(files)).rejects.toThrow(
        'neither the history nor the catalog can tell whether it was applied',
      );
      expect(await db.query('select n from log')).toEqual([{ n: '1' }]);
    });

    it('fails in the middle, and what came before stays', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'create table a (id int);\nselect @@nope;\ncreate table b (id int);\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 a failed at statement 2 of 3.\n\n' +
            'schema/V1__a.sql:2:10\n' +
            '    1 | create table a (id int);\n' +
            '  > 2 | select @@nope;\n' +
            '      |          ^\n' +
            "Unknown system variable 'nope' (1193)\n\n" +
            'The first statement of V1 is applied and stays. Fix the script from line 2 on, leave ' +
            'what is above as it is, and run again: it goes on there.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 failed 1/3']);
      expect(await tablesIn(db)).toEqual(['a']);
    });

    it('fails as the last one, and what came before stays', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'create table a (id int);\ncreate table b (id int);\nselect @@nope;\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 a failed at statement 3 of 3.\n\n' +
            'schema/V1__a.sql:3:10\n' +
            '    2 | create table b (id int);\n' +
            '  > 3 | select @@nope;\n' +
            '      |          ^\n' +
            "Unknown system variable 'nope' (1193)\n\n" +
            'The first 2 statements of V1 are applied and stay. Fix the script from line 3 on, leave ' +
            'what is above as it is, and run again: it goes on there.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 failed 2/3']);
      expect(await tablesIn(db)).toEqual(['a', 'b']);
    });

    it('leaves nothing of itself', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'create table a (id int primary key);\ninsert into a values (1), (2), (2);\n',
      });

      await expect(run).rejects.toThrow(
        /\nDuplicate entry '2' for key '(?:a\.)?PRIMARY' \(1062\)\n/,
      );
      expect(await db.query('select id from a')).toEqual([]);
    });

    it('may be edited, with all behind it, and the next run goes on there', async () => {
      const db = await open();
      const first = 'create table a (id int);\ninsert into a values (1);\n';
      await expect(
        db.migrate({
          'V1__a.sql': `${first}insert into a values (@@nope);\ncreate table b (id int);\n`,
        }),
      ).rejects.toThrow();

      await db.migrate({
        'V1__a.sql': `${first}insert into a values (2);\ncreate table c (id int);\n`,
        'V2__d.sql': 'create table d (id int);\n',
      });

      expect(await statesOf(db)).toEqual(['1 applied 4/4', '2 applied 1/1']);
      expect(await db.query('select id from a order by id')).toEqual([{ id: '1' }, { id: '2' }]);
      expect(await tablesIn(db)).toEqual(['a', 'c', 'd']);
    });

    it('may be removed, with all behind it', async () => {
      const db = await open();
      await expect(
        db.migrate({ 'V1__a.sql': 'create table a (id int);\nselect @@nope;\n' }),
      ).rejects.toThrow();

      await db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });

      expect(await statesOf(db)).toEqual(['1 applied 1/1']);
    });

    it('refuses an edit above it', async () => {
      const db = await open();
      const last = 'create table b (id int);\nselect @@nope;\n';
      await expect(
        db.migrate({ 'V1__a.sql': `create table a (id int);\n${last}` }),
      ).rejects.toThrow();

      const run = db.migrate({ 'V1__a.sql': `create table aa (id int);\n${last}` });

      await expect(run).rejects.toThrow(
        new Error(
          'V1__a.sql changed in its first 2 statements, which are applied: ' +
            'restore that part and edit only from line 3 on; or accept it as it is: ' +
            '"aurora-migrate repair 1 --accept-checksum".\n' +
            'Nothing was applied.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 failed 2/3']);
    });

    it('goes on after an edit of comments and line ends between statements above it', async () => {
      const db = await open();
      await expect(
        db.migrate({ 'V1__a.sql': 'create table a (\n  id int);\nselect @@nope;\n' }),
      ).rejects.toThrow();

      await db.migrate({
        'V1__a.sql': '-- first\r\ncreate table a (\r\n  id int);\r\nselect 1;\r\n',
      });

      expect(await statesOf(db)).toEqual(['1 applied 2/2']);
    });

    it('refuses to lose a script that is applied in part', async () => {
      const db = await open();
      await expect(
        db.migrate({ 'V1__a.sql': 'create table a (id int);\nselect @@nope;\n' }),
      ).rejects.toThrow();

      await expect(db.migrate({ 'V2__b.sql': 'create table b (id int);\n' })).rejects.toThrow(
        new Error(
          'V1__a.sql is partly applied and missing from the folder: restore it, or forget it: ' +
            '"aurora-migrate repair 1 --forget".\n' +
            'Nothing was applied.',
        ),
      );
    });
  });
}

async function tablesIn(db: { query: ContractQuery }): Promise<readonly (string | null)[]> {
  const rows = await db.query(
    'select table_name as name from information_schema.tables ' +
      "where table_schema = database() and table_name not like 'aurora%' order by 1",
  );
  return rows.map(({ name }) => name ?? null);
}

type ContractQuery = (sql: string) => Promise<readonly Readonly<Record<string, string | null>>[]>;

async function interrupt(db: ContractDatabase, condition: string): Promise<void> {
  await until(async () => (await sessionIn(db, condition)) !== undefined);
  await db.query(`kill query ${String(await sessionIn(db, condition))}`);
}

import { randomBytes } from 'node:crypto';
import { type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';

const table = 'create table a (id int);\n';
const index = 'create index concurrently a_id on a (id);\n';

/** Statements that PostgreSQL runs outside of transactions only. */
export function describeLoneStatements(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement that runs alone', () => {
    it.each([
      ['at the start', 'vacuum;\ncreate table b (id int);\ninsert into b values (1);\n'],
      ['in the middle', `create table b (id int);\nvacuum b;\ninsert into b values (1);\n`],
      ['at the end', 'create table b (id int);\ninsert into b values (1);\nvacuum b;\n'],
    ])('runs %s of its script', async (_, script) => {
      const db = await open();

      await db.migrate({
        'V1__a.sql': table,
        'V2__b.sql': script,
        'V3__c.sql': 'create table c ()',
      });

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 3/3', '3 applied 1/1']);
      expect(await db.query('select id from b')).toEqual([{ id: '1' }]);
    });

    it('runs by itself and two in a row', async () => {
      const db = await open();

      await db.migrate({
        'V1__a.sql': table,
        'V2__index.sql': index,
        'V3__two.sql': 'drop index concurrently a_id;\nreindex table concurrently a;\nvacuum a;\n',
      });

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1', '3 applied 3/3']);
      expect(await db.query("select to_regclass('a_id') as index")).toEqual([{ index: null }]);
    });

    if (target.hasSessions) {
      it('creates and drops a database', async () => {
        const db = await open();
        const name = `lone_${randomBytes(6).toString('hex')}`;

        await db.migrate({ 'V1__create.sql': `create database ${name};\n` });
        expect(await db.query(`select datname from pg_database where datname = '${name}'`)).toEqual(
          [{ datname: name }],
        );
        await db.migrate({
          'V1__create.sql': `create database ${name};\n`,
          'V2__drop.sql': `drop database ${name};\n`,
        });

        expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1']);
      });
    }

    it('runs a DO block that commits', async () => {
      const db = await open();

      await db.migrate({
        'V1__a.sql': table,
        'V2__loop.sql':
          'do $$ begin\n' +
          '  for i in 1 .. 3 loop insert into a values (i); commit; end loop;\n' +
          'end $$;\n',
      });

      expect(await db.query('select count(*) from a')).toEqual([{ count: '3' }]);
    });

    it('fails, what came before it stays, and the next run goes on with it', async () => {
      const db = await open();
      const files = { 'V1__a.sql': `${table}insert into a values (1), (1);\n` };
      const unique =
        'create table b (id int);\n' +
        'create unique index concurrently a_id on a (id);\n' +
        'create table c (id int);\n';

      const run = db.migrate({ ...files, 'V2__unique.sql': unique });

      await expect(run).rejects.toThrow(
        new Error(
          'V2 unique failed at statement 2 of 3.\n\n' +
            'schema/V2__unique.sql:2:34\n' +
            '    1 | create table b (id int);\n' +
            '  > 2 | create unique index concurrently a_id on a (id);\n' +
            '      |                                  ^\n' +
            'could not create unique index "a_id" (23505)\n' +
            'Detail: Key (id)=(1) is duplicated.\n\n' +
            'Statement 2 runs outside of a transaction: look whether it left something half-way (an invalid index, what a block had committed), and remove that first. The first statement of V2 is applied and stays. Fix the script from line 2 on, leave ' +
            'what is above as it is, and run again: it goes on there.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 failed 1/3']);

      await db.migrate({
        ...files,
        'V2__unique.sql':
          'create table b (id int);\n' +
          'drop index concurrently a_id;\n' +
          'delete from a;\n' +
          'create unique index concurrently a_id on a (id);\n' +
          'create table c (id int);\n',
      });

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 5/5']);
      expect(
        await db.query("select indisvalid from pg_index where indexrelid = 'a_id'::regclass"),
      ).toEqual([{ indisvalid: 't' }]);
    });

    it('refuses an edit of what came before it', async () => {
      const db = await open();
      await expect(db.migrate({ 'V1__a.sql': `${table}vacuum nowhere;\n` })).rejects.toThrow();

      const run = db.migrate({ 'V1__a.sql': 'create table aa (id int);\nvacuum;\n' });

      await expect(run).rejects.toThrow(
        new Error(
          'V1__a.sql changed in its first statement, which is applied: ' +
            'restore that part and edit only from line 2 on; or accept it as it is: ' +
            '"aurora-migrate repair 1 --accept-checksum".\n' +
            'Nothing was applied.',
        ),
      );
    });

    it('stays when a later statement fails', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': `${table}${index}create table b (id int);\nselect * from nowhere;\n`,
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 a failed at statement 4 of 4.\n\n' +
            'schema/V1__a.sql:4:15\n' +
            '    3 | create table b (id int);\n' +
            '  > 4 | select * from nowhere;\n' +
            '      |               ^\n' +
            'relation "nowhere" does not exist (42P01)\n\n' +
            'The first 2 statements of V1 are applied and stay. Fix the script from line 3 on, ' +
            'leave what is above as it is, and run again: it goes on there.',
        ),
      );
      expect(await db.query("select to_regclass('a_id') as index, to_regclass('b') as b")).toEqual([
        { index: 'a_id', b: null },
      ]);
    });
  });
}

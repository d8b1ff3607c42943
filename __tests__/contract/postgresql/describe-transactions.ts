import { type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';

/** Each script is whole or not there at all. */
export function describeTransactions(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement that fails', () => {
    it('fails as the first of its script', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'select * from nowhere;\ncreate table a (id int);\ncreate table b (id int);\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 a failed at statement 1 of 3.\n\n' +
            'schema/V1__a.sql:1:15\n' +
            '  > 1 | select * from nowhere;\n' +
            '      |               ^\n' +
            'relation "nowhere" does not exist (42P01)\n\n' +
            'Nothing of V1 was applied. Fix the script and run again.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 failed 0/3']);
    });

    it('fails in the middle, and nothing of its script remains', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'create table a (id int);\nselect * from nowhere;\ncreate table b (id int);\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 a failed at statement 2 of 3.\n\n' +
            'schema/V1__a.sql:2:15\n' +
            '    1 | create table a (id int);\n' +
            '  > 2 | select * from nowhere;\n' +
            '      |               ^\n' +
            'relation "nowhere" does not exist (42P01)\n\n' +
            'Nothing of V1 was applied. Fix the script and run again.',
        ),
      );
      expect(await db.query("select to_regclass('a') as a")).toEqual([{ a: null }]);
    });

    it('fails as the last one, and nothing of its script remains', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'create table a (id int);\ncreate table b (id int);\nselect * from nowhere;\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 a failed at statement 3 of 3.\n\n' +
            'schema/V1__a.sql:3:15\n' +
            '    2 | create table b (id int);\n' +
            '  > 3 | select * from nowhere;\n' +
            '      |               ^\n' +
            'relation "nowhere" does not exist (42P01)\n\n' +
            'Nothing of V1 was applied. Fix the script and run again.',
        ),
      );
      expect(await db.query("select to_regclass('a') as a, to_regclass('b') as b")).toEqual([
        { a: null, b: null },
      ]);
    });

    it('may be repaired anywhere in its script', async () => {
      const db = await open();
      await expect(
        db.migrate({ 'V1__a.sql': 'create table a (id int);\nselect * from nowhere;\n' }),
      ).rejects.toThrow();

      await db.migrate({ 'V1__a.sql': 'create table z (id int);\nselect * from z;\n' });

      expect(await statesOf(db)).toEqual(['1 applied 2/2']);
      expect(await db.query("select to_regclass('a') as a, to_regclass('z') as z")).toEqual([
        { a: null, z: 'z' },
      ]);
    });

    it('fails with its detail and its hint, in the message and in the history', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__raise.sql':
          'do $$ begin\n' +
          "  raise exception 'no; room' using detail = 'Shelf: 4', hint = 'Buy one.', errcode = 'AU001';\n" +
          'end $$;\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 raise failed at statement 1 of 1.\n\n' +
            'schema/V1__raise.sql:1:1\n' +
            '  > 1 | do $$ begin\n' +
            '      | ^\n' +
            'no; room (AU001)\n' +
            'Detail: Shelf: 4\n' +
            'Hint: Buy one.\n\n' +
            'Nothing of V1 was applied. Fix the script and run again.',
        ),
      );
      expect((await db.history())[0]?.failure).toEqual({
        statement: 1,
        details: {
          message: 'no; room',
          sqlState: 'AU001',
          detail: 'Shelf: 4',
          hint: 'Buy one.',
        },
      });
    });

    it('fails by an assertion', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__assert.sql':
          "create table a (id int);\ndo $$ begin assert false, 'one is not two'; end $$;\n",
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 assert failed at statement 2 of 2.\n\n' +
            'schema/V1__assert.sql:2:1\n' +
            '    1 | create table a (id int);\n' +
            "  > 2 | do $$ begin assert false, 'one is not two'; end $$;\n" +
            '      | ^\n' +
            'one is not two (P0004)\n\n' +
            'Nothing of V1 was applied. Fix the script and run again.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 failed 0/2']);
    });

    it('fails at the end of its script by a deferred constraint', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__parts.sql':
          'create table wholes (id int primary key);\n' +
          'create table parts (whole int references wholes deferrable initially deferred);\n' +
          'insert into parts values (1);\n',
        'V2__next.sql': 'create table next (id int);\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V1 parts failed at its end, when deferred constraints were checked.\n\n' +
            'schema/V1__parts.sql\n' +
            'insert or update on table "parts" violates foreign key constraint "parts_whole_fkey" (23503)\n' +
            'Detail: Key (whole)=(1) is not present in table "wholes".\n\n' +
            'Nothing of V1 was applied. Fix the script and run again.',
        ),
      );
      expect(await statesOf(db)).toEqual(['1 failed 0/3']);
    });

    it('leaves deferred constraints deferred within the next script', async () => {
      const db = await open();

      await db.migrate({
        'V1__parts.sql':
          'create table wholes (id int primary key);\n' +
          'create table parts (whole int references wholes deferrable initially deferred);\n',
        'V2__fill.sql': 'insert into parts values (1);\ninsert into wholes values (1);\n',
      });

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2']);
    });
  });
}

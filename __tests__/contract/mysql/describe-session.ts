import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';

// The permanent table tells, by its row, whether a temporary one stands before it.
const prepare =
  'create table scratch (id int);\n' +
  'insert into scratch values (1);\n' +
  'create table held (tenant varchar(9), checks int, wait int, mode varchar(99), scratch int, found int);\n';

const look =
  '@tenant as tenant, @@foreign_key_checks as checks, @@innodb_lock_wait_timeout as wait, ' +
  '@@sql_mode as mode, (select count(*) from scratch) as scratch, @found as found';

const change =
  "set @tenant = 'blue', @found = 0;\n" +
  "set session foreign_key_checks = 0, innodb_lock_wait_timeout = 7, sql_mode = 'PIPES_AS_CONCAT';\n" +
  'create temporary table scratch (id int);\n' +
  "prepare find from 'set @found = ?';\n" +
  'set @three = 3;\n' +
  'execute find using @three;\n' +
  `insert into held select ${look};\n`;

const changed = {
  tenant: 'blue',
  checks: '0',
  wait: '7',
  mode: 'PIPES_AS_CONCAT',
  scratch: '0',
  found: '3',
};

/** What a script does to its session holds to its end, and no further. */
export function describeSession(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('what a script does to its session', () => {
    it('holds to its end, and is gone for the next script and for the whole pool', async () => {
      const db = await open();
      const clean = await stateOfNewSession(db);

      await db.migrate({
        'V1__prepare.sql': prepare,
        'V2__change.sql': change,
        'V3__look.sql': `create table seen as select ${look};\n`,
      });

      expect(await db.query('select * from held')).toEqual([changed]);
      expect(await db.query('select * from seen')).toEqual([
        { ...clean, tenant: null, found: null },
      ]);
      await expectCleanPool(db, clean);
    });

    it('is gone for the whole pool after a failure, too', async () => {
      const db = await open();
      const clean = await stateOfNewSession(db);
      await db.migrate({ 'V1__prepare.sql': prepare });

      await expect(
        db.migrate({ 'V1__prepare.sql': prepare, 'V2__change.sql': `${change}select @@nope;\n` }),
      ).rejects.toThrow(/^V2 change failed at statement 8 of 8\./);

      await expectCleanPool(db, clean);
    });

    it('is gone for the whole pool after a script with a statement that runs alone', async () => {
      const db = await open();
      const clean = await stateOfNewSession(db);

      await db.migrate({
        'V1__prepare.sql': prepare,
        'V2__change.sql': `${change}create function single() returns int deterministic return 1;\n`,
      });

      await expectCleanPool(db, clean);
    });

    it('is gone with its locks and its isolation level', async () => {
      const db = await open();
      const isolation =
        "show session variables where variable_name in ('transaction_isolation', 'tx_isolation')";
      const usual = await db.query(isolation);

      await db.migrate({
        'V1__a.sql':
          'create table a (locked int);\n' +
          'set session transaction isolation level serializable;\n' +
          "insert into a values (get_lock('of a script', 0));\n",
      });

      expect(await db.query('select locked from a')).toEqual([{ locked: '1' }]);
      for (const rows of await db.queryPool(isolation)) expect(rows).toEqual(usual);
      expect(await db.query("select is_used_lock('of a script') as held")).toEqual([
        { held: null },
      ]);
    });

    it('is gone for the whole pool after such a statement failed', async () => {
      const db = await open();
      const clean = await stateOfNewSession(db);
      await db.migrate({ 'V1__prepare.sql': prepare });

      await expect(
        db.migrate({
          'V1__prepare.sql': prepare,
          'V2__change.sql': `${change}create function single() returns nothing return 1;\n`,
        }),
      ).rejects.toThrow(/^V2 change failed at statement 8 of 8\./);

      await expectCleanPool(db, clean);
    });
  });

  describe('the session of a script that goes on', () => {
    const files = (last: string) => ({
      'V1__prepare.sql': prepare,
      'V2__change.sql':
        `set @tenant = 'blue', @found = 0, @big = 18446744073709551615, @nothing = null;\n` +
        "set session foreign_key_checks = 0, innodb_lock_wait_timeout = 7, sql_mode = 'PIPES_AS_CONCAT';\n" +
        "prepare find from 'set @found = ? + ?';\n" +
        'set @one = 1, @two = 2;\n' +
        last,
    });

    it('is as the statements above have left it', async () => {
      const db = await open();
      const clean = await stateOfNewSession(db);
      await expect(db.migrate(files('select @@nope;\n'))).rejects.toThrow(
        /^V2 change failed at statement 5 of 5\./,
      );
      await expectCleanPool(db, clean);

      await db.migrate(
        files(
          'execute find using @one, @two;\n' +
            `insert into held select ${look};\n` +
            'create table numbers as select @big = 18446744073709551615 as big, @nothing is null as nothing;\n',
        ),
      );

      expect(await db.query('select * from held')).toEqual([{ ...changed, scratch: '1' }]);
      expect(await db.query('select * from numbers')).toEqual([{ big: '1', nothing: '1' }]);
      await expectCleanPool(db, clean);
    });

    it('knows the id of the last row', async () => {
      const db = await open();
      const inserts = (last: string) => ({
        'V1__a.sql':
          'create table a (id int auto_increment primary key) auto_increment = 41;\n' +
          'create table b (a int);\n' +
          'insert into a values ();\n' +
          last,
      });
      await expect(
        db.migrate(inserts('insert into b values (last_insert_id(), 1);\n')),
      ).rejects.toThrow(/^V1 a failed at statement 4 of 4\./);

      await db.migrate(inserts('insert into b values (last_insert_id());\n'));

      expect(await db.query('select a from b')).toEqual([{ a: '41' }]);
    });

    it('has its foreign keys unchecked, as a dump wants it', async () => {
      const db = await open();
      const dump = (last: string) => ({
        'V1__dump.sql':
          '/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\n' +
          "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;\n" +
          'create table wholes (id int auto_increment primary key);\n' +
          'create table parts (whole int, foreign key (whole) references wholes (id));\n' +
          last +
          'insert into parts values (9);\n' +
          'insert into wholes values (0);\n' +
          '/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n' +
          '/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;\n',
      });
      await expect(db.migrate(dump('select @@nope;\n'))).rejects.toThrow();

      await db.migrate(dump(''));

      expect(await db.query('select whole from parts')).toEqual([{ whole: '9' }]);
      expect(await db.query('select id from wholes')).toEqual([{ id: '0' }]);
    });
  });
}

type State = Readonly<Record<string, string | null>>;

async function stateOfNewSession(db: ContractDatabase): Promise<State> {
  const [state] = await db.query(
    'select @@foreign_key_checks as checks, @@innodb_lock_wait_timeout as wait, @@sql_mode as mode',
  );
  return { ...state, scratch: '1' };
}

async function expectCleanPool(db: ContractDatabase, clean: State): Promise<void> {
  const texts = '@aurora_migrate_prepared_find as prepared, @aurora_migrate_statement as statement';
  const states = await db.queryPool(`select ${look}, ${texts}`);
  for (const rows of states) {
    const nothing = { tenant: null, found: null, prepared: null, statement: null };
    expect(rows).toEqual([{ ...clean, ...nothing }]);
  }
  expect(states.length).toBeGreaterThan(0);
}

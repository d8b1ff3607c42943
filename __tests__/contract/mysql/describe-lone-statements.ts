import { type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';

const tables = 'create table a (id int);\ncreate table log (id int);\n';
const trigger =
  'create trigger a_log after insert on a for each row insert into log values (new.id);\n';

/** Statements that MySQL does not take in PREPARE. */
export function describeLoneStatements(target: ContractTarget): void {
  const open = useDatabases(target);
  const takesBodies = target.switches?.refuseMysqlBodies !== true;

  describe('a statement that runs alone', () => {
    it.each([
      ['at the start', `${trigger}insert into a values (1);\ncreate table b (id int);\n`],
      ['in the middle', `create table b (id int);\n${trigger}insert into a values (1);\n`],
      ['at the end', `create table b (id int);\ncreate table c (id int);\n${trigger}`],
    ])('runs %s of its script', async (_, script) => {
      const db = await open();

      await db.migrate({
        'V1__tables.sql': tables,
        'V2__trigger.sql': script,
        'V3__next.sql': 'insert into a values (2)',
      });

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 3/3', '3 applied 1/1']);
      expect(await db.query('select id from log where id = 2')).toEqual([{ id: '2' }]);
    });

    if (takesBodies) {
      it('runs by itself and several in a row', async () => {
        const db = await open();

        await db.migrate({
          'V1__tables.sql': tables,
          'V2__trigger.sql': trigger,
          'V3__routines.sql':
            'DELIMITER //\n' +
            'create procedure fill(in many int)\n' +
            'begin\n' +
            '  declare n int default 0;\n' +
            '  while n < many do insert into a values (n); set n = n + 1; end while;\n' +
            'end //\n' +
            'create function twice(n int) returns int deterministic return n * 2 //\n' +
            'DELIMITER ;\n' +
            'create event nightly on schedule every 1 day do delete from log;\n',
          'V4__call.sql': 'call fill(3);\ninsert into log values (twice(21));\n',
        });

        expect((await statesOf(db)).slice(2)).toEqual(['3 applied 3/3', '4 applied 2/2']);
        expect(await db.query('select id from log order by id')).toEqual([
          { id: '0' },
          { id: '1' },
          { id: '2' },
          { id: '42' },
        ]);
        expect(
          await db.query(
            'select event_name as name from information_schema.events where event_schema = database()',
          ),
        ).toEqual([{ name: 'nightly' }]);
      });
    }

    it('fails, what came before it stays, and the next run goes on with it', async () => {
      const db = await open();
      const first = 'create table b (id int);\n';

      const run = db.migrate({
        'V1__tables.sql': tables,
        'V2__trigger.sql': `${first}create trigger b_log after insert on b for each rwo do 0;\n`,
      });

      await expect(run).rejects.toThrow(
        /^V2 trigger failed at statement 2 of 2\.\n\nschema\/V2__trigger\.sql:2:49\n[^]*You have an error in your SQL syntax; [^]* near 'rwo do 0' at line 1 \(1064\)\n\nThe first statement of V2 is applied and stays\. Fix the script from line 2 on, leave what is above as it is, and run again: it goes on there\.$/,
      );
      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 failed 1/2']);

      await db.migrate({ 'V1__tables.sql': tables, 'V2__trigger.sql': first + trigger });

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2']);
    });

    it('stays when a later statement fails', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__tables.sql': tables,
        'V2__trigger.sql': `${trigger}insert into a values (1);\nselect @@nope;\n`,
      });

      await expect(run).rejects.toThrow(
        new Error(
          'V2 trigger failed at statement 3 of 3.\n\n' +
            'schema/V2__trigger.sql:3:10\n' +
            '    2 | insert into a values (1);\n' +
            '  > 3 | select @@nope;\n' +
            '      |          ^\n' +
            "Unknown system variable 'nope' (1193)\n\n" +
            'The first 2 statements of V2 are applied and stay. Fix the script from line 3 on, ' +
            'leave what is above as it is, and run again: it goes on there.',
        ),
      );
      expect(await db.query('select id from log')).toEqual([{ id: '1' }]);
    });

    it('finds the session of its script, and leaves it', async () => {
      const db = await open();

      await db.migrate({
        'V1__tables.sql': tables,
        'V2__trigger.sql':
          'set @first = 7;\n' +
          trigger +
          'insert into a values (@first);\n' +
          'create function single() returns int deterministic return 1;\n' +
          'insert into a values (@first + single());\n',
        'V3__next.sql': 'insert into a values (coalesce(@first, -1));\n',
      });

      expect(await db.query('select id from log order by id')).toEqual([
        { id: '-1' },
        { id: '7' },
        { id: '8' },
      ]);
    });

    it('is stored with the sql_mode that its script has set', async () => {
      const db = await open();
      const [before] = await db.query('select @@sql_mode as sql_mode');

      await db.migrate({
        'V1__modes.sql':
          "set sql_mode = 'PIPES_AS_CONCAT';\n" +
          "create function joined() returns varchar(9) deterministic return 'a' || 'b';\n" +
          "create table seen as select joined() as joined, 'c' || 'd' as own, @@sql_mode as mode;\n",
        'V2__plain.sql': 'create function plain() returns int deterministic return 1 || 0;\n',
      });

      expect(await db.query('select * from seen')).toEqual([
        { joined: 'ab', own: 'cd', mode: 'PIPES_AS_CONCAT' },
      ]);
      expect(
        await db.query(
          'select routine_name as name, sql_mode as mode from information_schema.routines ' +
            "where routine_schema = database() and routine_type = 'FUNCTION' order by 1",
        ),
      ).toEqual([
        { name: 'joined', mode: 'PIPES_AS_CONCAT' },
        { name: 'plain', mode: before?.sql_mode },
      ]);
      for (const rows of await db.queryPool('select @@sql_mode as sql_mode')) {
        expect(rows).toEqual([before]);
      }
    });
  });
}

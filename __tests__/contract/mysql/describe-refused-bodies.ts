import type { MigrateEvent } from '../../../migration/migrate-context';
import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';
import { until } from '../until';

const table = 'create table a (id int, word varchar(20));\n';

/** A service whose multistatement check trips on the body of a routine. */
export function describeRefusedBodies(target: ContractTarget): void {
  const open = useDatabases(target);
  const switches = { refuseMysqlBodies: true };

  describe('a service that refuses bodies of routines', () => {
    it('is told once in each run, which then sends one statement per call', async () => {
      const db = await open({ switches });
      const files = { 'V1__a.sql': `${table}insert into a (id) values (1);\n` };

      for (const statements of [
        files,
        { ...files, 'V2__b.sql': 'insert into a (id) values (2)' },
      ]) {
        const events: MigrateEvent[] = [];
        await db.migrate(statements, { onEvent: (event) => events.push(event) });
        expect(events.filter(({ kind }) => kind === 'slower')).toEqual([
          {
            kind: 'slower',
            refused: 'procedures of several statements',
            strategy: 'one statement per call',
          },
        ]);
      }

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 1/1']);
      expect(await db.query('select id from a order by id')).toEqual([{ id: '1' }, { id: '2' }]);
      expect(refusals(db)).toBe(2);
    });

    it('takes what it might change or refuse as a value', async () => {
      const db = await open({ switches });
      const long = 'x'.repeat(70_000);

      await db.migrate({
        'V1__a.sql':
          "create table a (id int, body longtext) comment = 'semi; colon :id \\\\';\n" +
          "insert into a values (1, ':id; \\'quoted\\' \\\\');\n" +
          `insert into a values (2, '${long}');\n`,
      });

      expect(await db.query('select id, length(body) as bytes from a order by id')).toEqual([
        { id: '1', bytes: '15' },
        { id: '2', bytes: '70000' },
      ]);
      expect(
        await db.query(
          "select table_comment as comment from information_schema.tables where table_name = 'a' " +
            'and table_schema = database()',
        ),
      ).toEqual([{ comment: 'semi; colon :id \\' }]);
    });

    it('refuses a script that it cannot take, before anything has run', async () => {
      const db = await open({ switches });

      const run = db.migrate({
        'V1__a.sql': table,
        'V2__routine.sql':
          'insert into a (id) values (1);\ncreate procedure p() begin do 0; do 1; end;\n',
      });

      await expect(run).rejects.toThrow(
        new Error(
          'schema/V2__routine.sql:2: statement 2 cannot be sent.\n' +
            'The service refuses the body of a routine that has a ";" in it, and nothing else ' +
            'brings such a statement to the database: write a body of one statement without ' +
            'BEGIN and END, or create the routine over a connection to the database. Nothing of ' +
            'these scripts was applied.',
        ),
      );
      expect(await db.history()).toEqual([]);
    });

    it('fails a statement that takes longer than a call and has a transaction, and keeps nothing of it', async () => {
      const db = await open({ switches, callTimeoutMs: 300 });
      const slow = `${table}insert into a (id) values (1);\ninsert into a (id) select sleep(2);\n`;

      await expect(db.migrate({ 'V1__slow.sql': slow })).rejects.toThrow(
        /V1__slow\.sql:3:1[^]*The statement took longer than the 45 s that the Data API gives a call; it was cancelled/,
      );

      expect(await db.query('select id from a')).toEqual([]);
      expect(await statesOf(db)).toEqual(['1 failed 1/3']);
      await db.migrate({ 'V1__slow.sql': slow.replace('sleep(2)', '2') });
      expect(await db.query('select id from a order by id')).toEqual([{ id: '1' }, { id: '2' }]);
    });

    it('takes turns with runs that have procedures, and nothing is done twice', async () => {
      const name = await target.createDatabase();
      const usual = await open({ in: name });
      await usual.migrate({ 'V1__a.sql': table });
      const files = {
        'V1__a.sql': table,
        ...Object.fromEntries(
          Array.from({ length: 12 }, (_, index) => [
            `V${String(index + 2)}__b.sql`,
            `do sleep(0.02);\ninsert into a (id) values (${String(index + 2)});\n` +
              `create table t${String(index + 2)} (id int);\n`,
          ]),
        ),
      };
      const slower = [await open({ in: name, switches }), await open({ in: name, switches })];
      await usual.query('drop procedure aurora_migrate_run_1');
      let told = 0;
      const runs = slower.map((db) =>
        db.migrate(files, { onEvent: ({ kind }) => void (told += kind === 'slower' ? 1 : 0) }),
      );
      // One may find the other at work from the first script to the last.
      let isOver = false;
      void Promise.race(runs).then(() => (isOver = true));
      await until(() => Promise.resolve(told === 2 || isOver));
      const others = [usual, await open({ in: name })].map((db) => db.migrate(files));

      const results = await Promise.all([...runs, ...others]);

      const own = results.map(
        ({ applied }) => applied.filter(({ byAnotherRun }) => !byAnotherRun).length,
      );
      expect(own.reduce((sum, count) => sum + count)).toBe(12);

      expect(await usual.query('select id from a order by id')).toEqual(
        Array.from({ length: 12 }, (_, index) => ({ id: String(index + 2) })),
      );
      expect((await usual.history()).map(({ state }) => state)).toEqual(
        Array.from({ length: 13 }, () => 'applied'),
      );
      await until(async () => (await heldLocks(usual)) === '0');
    });
  });
}

function refusals({ calls }: ContractDatabase): number {
  return calls.filter(({ error }) => error === 'ValidationException').length;
}

async function heldLocks(db: ContractDatabase): Promise<string | null | undefined> {
  const [row] = await db.query('select count(call_id) as held from aurora_migrate_lock');
  return row?.held;
}

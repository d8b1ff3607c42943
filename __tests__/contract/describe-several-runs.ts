import { type ContractDatabase, type ContractTarget, useDatabases } from './contract-database';
import { until } from './until';

const scripts = Array.from({ length: 30 }, (_, index) => String(index + 2));

/** Several runs at once, each with a Data API of its own. */
export function describeSeveralRuns(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';
  const pause = isMysql ? 'do sleep(0.02)' : 'select pg_sleep(0.02)';
  const files = {
    'V1__witness.sql': 'create table witness (script int not null);\n',
    ...Object.fromEntries(
      scripts.map((version) => [
        `V${version}__script.sql`,
        `${pause};\ninsert into witness values (${version});\n`,
      ]),
    ),
  };

  describe('several runs at once', () => {
    it.each([2, 5])('apply each script once, %d of them', async (count) => {
      const name = await target.createDatabase();
      const databases: ContractDatabase[] = [];
      for (let index = 0; index < count; index += 1) databases.push(await open({ in: name }));

      const results = await Promise.all(
        databases.map((db, index) => db.migrate(files, { runId: `run-${String(index)}` })),
      );

      const [db] = databases;
      expect(await db?.query('select script from witness order by script')).toEqual(
        scripts.map((script) => ({ script })),
      );
      expect(results.map(({ schemaVersion }) => schemaVersion)).toEqual(databases.map(() => '31'));
      const own: string[] = [];
      for (const [index, { applied }] of results.entries()) {
        for (const { entry, byAnotherRun } of applied) {
          expect(byAnotherRun).toBe(entry.runId !== `run-${String(index)}`);
          if (!byAnotherRun) own.push(entry.version);
        }
      }
      expect(own.map(Number).sort((a, b) => a - b)).toEqual([1, ...scripts.map(Number)]);
      expect(await heldLocks(db)).toEqual([{ held: '0' }]);
    });

    it('that meet a script which fails all fail, and only one of them ran it', async () => {
      const name = await target.createDatabase();
      const databases = [await open({ in: name }), await open({ in: name })];
      const failing = {
        'V1__witness.sql': 'create table witness (script int not null);\n',
        'V2__slow.sql': `${isMysql ? 'do sleep(0.3)' : 'select pg_sleep(0.3)'};\n`,
        'V3__wrong.sql': 'insert into witness values (null);\n',
      };

      const results = await Promise.allSettled(databases.map((db) => db.migrate(failing)));

      for (const result of results) {
        expect(result.status === 'rejected' && String(result.reason)).toMatch(
          /^ScriptFailedError: V3 wrong failed at statement 1 of 1(?: in another run at the same time)?\./,
        );
      }
      const [db] = databases;
      expect(await heldLocks(db)).toEqual([{ held: '0' }]);
    });

    it('wait for a run that works, and tell what it applied', async () => {
      const name = await target.createDatabase();
      const first = await open({ in: name });
      const second = await open({ in: name });
      const slow = {
        'V1__first.sql': 'create table a (id int);\n',
        'V2__slow.sql': `${isMysql ? 'do sleep(1)' : 'select pg_sleep(1)'};\ncreate table b (id int);\n`,
      };
      const firstRun = first.migrate(slow, { runId: 'first' });
      await until(async () => (await second.history())[0]?.state === 'applied');

      const result = await second.migrate(slow, { runId: 'second' });

      expect(
        result.applied.map(({ entry, byAnotherRun }) => [entry.version, byAnotherRun]),
      ).toEqual([['2', true]]);
      expect((await firstRun).applied).toHaveLength(2);
    });
  });

  function heldLocks(db: ContractDatabase | undefined): Promise<readonly object[]> | undefined {
    return db?.query(
      isMysql
        ? 'select count(call_id) as held from aurora_migrate_lock'
        : "select count(*) as held from pg_locks where locktype = 'advisory' and database = " +
            '(select oid from pg_database where datname = current_database())',
    );
  }
}

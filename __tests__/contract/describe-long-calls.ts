import type { MigrateEvent } from '../../migration/migrate-context';
import { type ContractDatabase, type ContractTarget, useDatabases } from './contract-database';
import { killSleeping } from './kill-sleeping';
import { statesOf } from './states-of';
import { until } from './until';

/** Calls that end before the work, by the service's time limit or by its own cancelling. */
export function describeLongCalls(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';
  const sleep = (seconds: number): string =>
    isMysql ? `do sleep(${String(seconds)})` : `select pg_sleep(${String(seconds)})`;
  const files = {
    'V1__table.sql': 'create table log (script int);\n',
    'V2__slow.sql': `insert into log values (2);\n${sleep(1)};\n`,
    'V3__next.sql': 'insert into log values (3);\n',
  };

  describe('a call that times out', () => {
    it('is followed to its end in the same run', async () => {
      const db = await open({ callTimeoutMs: 300 });
      const events: MigrateEvent[] = [];

      const result = await db.migrate(files, { onEvent: (event) => events.push(event) });

      expect(
        result.applied.map(({ entry, byAnotherRun }) => [entry.version, byAnotherRun]),
      ).toEqual([
        ['1', false],
        ['2', false],
        ['3', false],
      ]);
      expect(events).toContainEqual({ kind: 'still running', file: 'V2__slow.sql' });
      expect(await db.query('select script from log order by script')).toEqual([
        { script: '2' },
        { script: '3' },
      ]);
    });

    it('tells a failure that comes after it', async () => {
      const db = await open({ callTimeoutMs: 300 });

      const run = db.migrate({ ...files, 'V3__next.sql': 'insert into log values (1, 2);\n' });

      await expect(run).rejects.toThrow(/^V3 next failed at statement 1 of 1\./);
    });

    it('goes on behind a run whose time is over, and the next run follows it', async () => {
      const db = await open({ callTimeoutMs: 300 });
      await db.migrate({ 'V1__table.sql': files['V1__table.sql'] });

      const run = db.migrate(files, { deadline: Date.now() + 700 });

      await expect(run).rejects.toThrow(
        new Error(
          'V2__slow.sql is still running in the database, which goes on with it by itself. ' +
            'Run again: it follows the script to its end and applies what is left.',
        ),
      );
      await db.migrate(files);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 2/2', '3 applied 1/1']);
      expect(await db.query('select script from log order by script')).toEqual([
        { script: '2' },
        { script: '3' },
      ]);
    });
  });

  describe('a call that is cancelled', () => {
    it('ends the run with what to do, after some tries of which nothing is left', async () => {
      const db = await open({
        callTimeoutMs: 300,
        switches: { ignoreContinueAfterTimeout: true },
      });
      const run = db.migrate({
        'V1__table.sql': numbers,
        'V2__slow.sql': endless,
      });

      await expect(run).rejects.toThrow(
        isMysql
          ? /^V2 slow failed at statement 1 of 1\.[^]*\binterrupted\b/
          : new Error(
              'schema/V2__slow.sql takes longer than the 45 s of a call, and 3 times its work ended ' +
                'with the call, though the Data API was asked to let it go on. What was cut off has ' +
                'been rolled back. V1 is applied and stays. Split it: what is in one transaction (on ' +
                'PostgreSQL a script, on MySQL a statement) has to be done in 45 s.',
            ),
      );
      expect(await db.query('select count(*) as scripts from log')).toEqual([{ scripts: '0' }]);
    });

    it('leaves no lock, and the next run works', async () => {
      const name = await target.createDatabase();
      const cancelling = await open({
        in: name,
        callTimeoutMs: 300,
        switches: { ignoreContinueAfterTimeout: true },
      });
      const slow = {
        ...files,
        'V1__table.sql': numbers,
        'V2__slow.sql': endless,
      };
      await expect(cancelling.migrate(slow, { deadline: Date.now() + 1500 })).rejects.toMatchObject(
        {
          name: expect.stringMatching(/^(?:StillRunning|NoProgress|OutOfTime|ScriptFailed)Error$/),
        },
      );

      const db = await open({ in: name });
      await until(async () => (await workersOf(db)) === 0);
      await db.migrate({ ...slow, 'V2__slow.sql': 'insert into log values (2);\n' });

      expect(await statesOf(db)).toEqual(['1 applied 3/3', '2 applied 1/1', '3 applied 1/1']);
      expect(await db.query('select script from log order by script')).toEqual([
        { script: '2' },
        { script: '3' },
      ]);
    });
  });

  describe('a session that is killed', () => {
    it('ends in the middle of slow DML, which the same run applies once', async () => {
      const db = await open();
      const insert = isMysql
        ? 'insert into log select 2 from dual where sleep(1) = 0;\n'
        : 'insert into log select 2 from pg_sleep(1);\n';
      const run = db.migrate({
        ...files,
        'V2__slow.sql': `${insert}insert into log values (22);\n`,
      });
      await killSleeping(db);

      const result = await run;

      expect(result.applied.map(({ entry }) => entry.version)).toEqual(['1', '2', '3']);
      expect(await db.query('select script from log order by script')).toEqual([
        { script: '2' },
        { script: '3' },
        { script: '22' },
      ]);
    });
  });
}

const numbers =
  'create table log (script int);\n' +
  'create table many (n int);\n' +
  'insert into many values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);\n';

// MySQL's SLEEP would end early and do as if nothing had happened.
const names = 'a b c d e f g h i j k l'.split(' ');
const endless =
  `insert into log select 2 from ${names.map((name) => `many ${name}`).join(', ')} ` +
  `where ${names.map((name) => `${name}.n`).join(' + ')} = 999;\n`;

/** Locks that are held by a session that works. */
async function workersOf(db: ContractDatabase): Promise<number> {
  const [row] = await db.query(
    db.engine === 'aurora-mysql'
      ? 'select count(*) as held from aurora_migrate_lock held ' +
          'join information_schema.processlist holder on holder.id = held.connection_id ' +
          "where holder.command <> 'Sleep'"
      : "select count(*) as held from pg_locks where locktype = 'advisory' " +
          'and database = (select oid from pg_database where datname = current_database())',
  );
  return Number(row?.held);
}

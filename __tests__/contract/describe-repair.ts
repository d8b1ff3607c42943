import { randomUUID } from 'node:crypto';
import { engineOf } from '../../engines/engine-of';
import type { PlannedRepair } from '../../migration/repair/plan-repair';
import { doRepair, readRepair, type RepairContext } from '../../migration/repair/repair';
import type { RepairRequest } from '../../migration/repair/request';
import type { Files } from '../support/schema-folder';
import { readSchema } from '../support/schema-folder';
import type { TextRow } from '../support/local-database';
import { type ContractDatabase, type ContractTarget, useDatabases } from './contract-database';
import { statesOf } from './states-of';
import { until } from './until';

const log = 'create table log (n int);\n';
const fill = (n: number): string => `insert into log values (${String(n)});\n`;
const wrong = 'insert into log values (1, 2);\n';
const by = 'anna';

/** What a person may change in the history, and what holds it back. */
export function describeRepair(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';
  const history = isMysql ? 'aurora_migrate_history' : 'aurora_migrate.history';
  const repairs = isMysql ? 'aurora_migrate_repairs' : 'aurora_migrate.repairs';
  // Runs alone on both engines, and so parts a script.
  const alone = isMysql
    ? 'create trigger no_more before delete on log for each row set @deleted = 1;\n'
    : 'create index concurrently log_by_n on log (n);\n';
  const undoAlone = isMysql ? 'drop trigger no_more' : 'drop index log_by_n';

  describe('a repair', () => {
    it('removes a failed script, so that it is pending', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__fill.sql': fill(1) };
      await expect(db.migrate({ ...files, 'V2__fill.sql': wrong })).rejects.toThrow();

      await repair(db, files, { version: '2', action: 'remove-failed' });

      expect(await statesOf(db)).toEqual(['1 applied 1/1']);
      await db.migrate(files);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1']);
    });

    it('removes a script of which statements are applied only when they are said to be undone', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__parts.sql': fill(1) + alone + fill(2) };
      const request: RepairRequest = { version: '2', action: 'remove-failed' };
      await expect(
        db.migrate({ ...files, 'V2__parts.sql': fill(1) + alone + wrong }),
      ).rejects.toThrow();
      await db.query(undoAlone);
      await db.query('delete from log');

      await expect(repair(db, files, request)).rejects.toThrow(
        new Error(
          'V2__parts.sql has 2 of 3 statements applied, and without its row the script runs again ' +
            'from its beginning: undo by hand what is applied, and say so: ' +
            '"aurora-migrate repair 2 --remove-failed --undone". Nothing was changed.',
        ),
      );
      await repair(db, files, { ...request, undone: true });

      await db.migrate(files);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 3/3']);
      expect(await db.query('select n from log order by n')).toEqual([{ n: '1' }, { n: '2' }]);
    });

    it('settles a statement as not applied, and the next run applies it', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__parts.sql': fill(1) + alone + fill(2) };
      await stopInFlight(db, files);

      await repair(db, files, { version: '2', action: 'statement-not-applied' });

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 failed 1/3']);
      await db.query(undoAlone);
      await db.migrate(files);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 3/3']);
      expect(await db.query('select n from log order by n')).toEqual([{ n: '1' }, { n: '2' }]);
    });

    it('settles a statement as applied, and the next run goes on behind it', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__parts.sql': fill(1) + alone + fill(2) };
      await stopInFlight(db, files);

      await repair(db, files, { version: '2', action: 'statement-applied' });

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 failed 2/3']);
      await db.migrate(files);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 3/3']);
      expect(await db.query('select n from log order by n')).toEqual([{ n: '1' }, { n: '2' }]);
    });

    it('settles the last statement as applied, and with it the script', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__parts.sql': fill(1) + alone };
      await stopInFlight(db, files);

      await repair(db, files, { version: '2', action: 'statement-applied' });

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 2/2']);
      expect(await db.migrate(files)).toEqual({ applied: [], schemaVersion: '2' });
      const [, entry] = await db.history();
      expect(entry).toMatchObject({ appliedHash: '', isLive: false });
      expect(entry?.statementInFlight).toBeUndefined();
      expect(entry?.finishedAt).toBeDefined();
    });

    it('accepts an edit of an applied script', async () => {
      const db = await open();
      await db.migrate({ 'V1__log.sql': log });
      const edited = { 'V1__the_log.sql': `-- more\n${log}${fill(1)}` };

      await repair(db, edited, { version: '1', action: 'accept-checksum' });

      expect(await db.migrate(edited)).toEqual({ applied: [], schemaVersion: '1' });
      expect(await statesOf(db)).toEqual(['1 applied 2/2']);
      expect((await db.history())[0]?.file).toBe('V1__the_log.sql');
      expect(await db.query('select n from log')).toEqual([]);
    });

    it('accepts an edit of the applied part of a script', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__parts.sql': fill(1) + alone };
      await expect(
        db.migrate({ ...files, 'V2__parts.sql': fill(1) + alone + wrong }),
      ).rejects.toThrow();
      const edited = { ...files, 'V2__parts.sql': fill(7) + alone + fill(2) };
      await expect(db.migrate(edited)).rejects.toThrow(/^V2__parts\.sql changed in its first/);

      await repair(db, edited, { version: '2', action: 'accept-checksum' });

      await db.migrate(edited);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 3/3']);
      expect(await db.query('select n from log order by n')).toEqual([{ n: '1' }, { n: '2' }]);
    });

    it('forgets a missing script', async () => {
      const db = await open();
      await db.migrate({ 'V1__log.sql': log, 'V2__fill.sql': fill(1) });
      const files = { 'V1__log.sql': log };

      await repair(db, files, { version: '2', action: 'forget' });

      expect(await db.migrate(files)).toEqual({ applied: [], schemaVersion: '1' });
      expect(await db.query('select n from log')).toEqual([{ n: '1' }]);
    });

    it('leaves a trace of who did what, with the row before and after', async () => {
      const db = await open();
      await db.migrate({ 'V1__log.sql': log, 'V2__fill.sql': fill(1) });
      const edited = { 'V1__log.sql': `-- more\n${log}` };
      const before = Date.now();

      const first = await repair(db, edited, { version: '1', action: 'accept-checksum' }, 'run-r');
      await repair(db, edited, { version: '2', action: 'forget' }, 'run-s');

      const user = isMysql ? 'root' : 'postgres';
      expect(first).toEqual({
        id: 1,
        repairedAt: expect.any(String),
        by: 'anna',
        databaseUser: user,
        runId: 'run-r',
        toolVersion: '0.1.0',
      });
      expect(Math.abs(Date.parse(first.repairedAt) - before)).toBeLessThan(60_000);
      const trace = await db.query(`select * from ${repairs} order by id`);
      expect(trace).toEqual([
        {
          id: '1',
          repaired_at: expect.any(String),
          version: '1',
          action: 'accept-checksum',
          repaired_by: 'anna',
          database_user: user,
          run_id: 'run-r',
          tool_version: '0.1.0',
          row_before: expect.any(String),
          row_after: expect.any(String),
        },
        {
          id: '2',
          repaired_at: expect.any(String),
          version: '2',
          action: 'forget',
          repaired_by: 'anna',
          database_user: user,
          run_id: 'run-s',
          tool_version: '0.1.0',
          row_before: expect.any(String),
          row_after: null,
        },
      ]);
      expect(rowIn(trace[0], 'row_before')).toMatchObject({
        version: '1',
        state: 'applied',
        checksum: '60613e566e72234f4f487ed54ccc1ae9ac17380b5d91633975311d186aa7d467',
        statements_total: 1,
      });
      expect(rowIn(trace[0], 'row_after')).toMatchObject({ version: '1', state: 'applied' });
      expect(rowIn(trace[1], 'row_before')).toMatchObject({ version: '2', installed_rank: 2 });
    });

    it('has every column of the history in its trace', async () => {
      const db = await open();
      await db.migrate({ 'V1__log.sql': log });
      await repair(db, {}, { version: '1', action: 'forget' });
      const columns = await db.query(
        'select column_name as name from information_schema.columns where ' +
          (isMysql
            ? `table_schema = database() and table_name = '${history}'`
            : "table_schema = 'aurora_migrate' and table_name = 'history'"),
      );

      const [trace] = await db.query(`select row_before from ${repairs}`);

      expect(Object.keys(rowIn(trace, 'row_before')).sort()).toEqual(
        columns.map(({ name }) => name).sort(),
      );
    });

    it('changes nothing when its trace cannot be left', async () => {
      const db = await open();
      await db.migrate({ 'V1__log.sql': log, 'V2__fill.sql': fill(1) });
      await repair(db, {}, { version: '2', action: 'forget' });
      await db.query(`alter table ${repairs} drop column repaired_by`);

      await expect(repair(db, {}, { version: '1', action: 'forget' })).rejects.toThrow(
        /repaired_by/,
      );

      expect(await statesOf(db)).toEqual(['1 applied 1/1']);
    });

    it('is refused when the row is not as it was shown any more', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__fill.sql': fill(1) };
      await expect(db.migrate({ ...files, 'V2__fill.sql': wrong })).rejects.toThrow();
      const planned = await show(db, files, { version: '2', action: 'remove-failed' });
      await db.migrate(files, { runId: 'run-b' });

      await expect(perform(db, planned)).rejects.toThrow(
        new Error(
          'V2 is not as it was shown: it is applied now, with 1 of 1 statements applied, by run ' +
            'run-b. Nothing was changed: look again, and repair if it is still needed.',
        ),
      );

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1']);
      expect(await db.query(`select id from ${repairs}`)).toEqual([]);
    });

    it('is done once, however often it is sent', async () => {
      const db = await open();
      await db.migrate({ 'V1__log.sql': log });
      const files = { 'V1__log.sql': `-- more\n${log}` };
      const planned = await show(db, files, { version: '1', action: 'accept-checksum' });

      const first = await perform(db, planned, 'run-r');
      const second = await perform(db, planned, 'run-r');

      expect(second).toEqual(first);
      expect(await db.query(`select run_id from ${repairs}`)).toEqual([{ run_id: 'run-r' }]);
    });

    it('makes its table where it is not there yet', async () => {
      const db = await open();
      await db.migrate({ 'V1__log.sql': log });
      if (!isMysql) {
        await db.query(`drop table ${repairs}`);
        await db.query('drop procedure aurora_migrate.repair_1');
      }

      await repair(db, {}, { version: '1', action: 'forget' });

      expect(await statesOf(db)).toEqual([]);
      expect(await db.query(`select version from ${repairs}`)).toEqual([{ version: '1' }]);
    });

    it('has nothing to repair without a history', async () => {
      const db = await open();

      await expect(repair(db, {}, { version: '1', action: 'forget' })).rejects.toThrow(
        new Error(
          'The database has no schema history, so there is nothing to repair. Nothing was changed.',
        ),
      );
    });

    if (target.hasSessions) describeOthersAtWork();
  });

  function describeOthersAtWork(): void {
    const sleep = (seconds: number): string =>
      isMysql ? `do sleep(${String(seconds)})` : `select pg_sleep(${String(seconds)})`;

    it('is refused while a run works, which it does not disturb', async () => {
      const name = await target.createDatabase();
      const [db, other] = [await open({ in: name }), await open({ in: name })];
      await db.migrate({ 'V1__log.sql': log, 'V2__fill.sql': fill(1) });
      const files = {
        'V1__log.sql': log,
        'V2__fill.sql': fill(1),
        'V3__slow.sql': `${sleep(3)};\n`,
      };
      const run = other.migrate(files);
      await until(() => isSleeping(db));

      await expect(
        repair(db, { 'V1__log.sql': log }, { version: '2', action: 'forget' }),
      ).rejects.toThrow(
        new Error(
          'A run works on the database now. Nothing was changed: repair when it has ended, and ' +
            'look again first.',
        ),
      );

      await run;
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1', '3 applied 1/1']);
    });

    it('is done by one of two who want it at once', async () => {
      const name = await target.createDatabase();
      const [db, other] = [await open({ in: name }), await open({ in: name })];
      await db.migrate({ 'V1__log.sql': log });
      const request: RepairRequest = { version: '1', action: 'forget' };
      const planned = [await show(db, {}, request), await show(other, {}, request)] as const;

      const results = await Promise.allSettled([
        perform(db, planned[0]),
        perform(other, planned[1]),
      ]);

      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await db.query(`select version from ${repairs}`)).toEqual([{ version: '1' }]);
    });

    it('does not settle a statement that still runs', async () => {
      const name = await target.createDatabase();
      const [db, other] = [await open({ in: name }), await open({ in: name })];
      const files = { 'V1__log.sql': log, 'V2__slow.sql': `${sleep(1)};\n` };
      await db.migrate(files);
      await db.query(
        `update ${history} set state = 'running', statements_applied = 0, ` +
          "statement_in_flight = 1 where version = '2'",
      );
      const running = other.query(`/* aurora-migrate V2 statement 1 */ ${sleep(1)}`);
      await until(() => isSleeping(db));

      await expect(
        show(db, files, { version: '2', action: 'statement-not-applied' }),
      ).rejects.toThrow(
        new Error(
          'V2__slow.sql: statement 1 of 1 still runs in the database. Nothing was changed: repair ' +
            'when it has ended, and look again first.',
        ),
      );

      await running;
      await repair(db, files, { version: '2', action: 'statement-applied' });
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1']);
    });

    it('does not settle a statement whose lease lasts', async () => {
      const db = await open();
      const files = { 'V1__log.sql': log, 'V2__parts.sql': fill(1) + alone };
      await stopInFlight(db, files);
      const request: RepairRequest = { version: '2', action: 'statement-not-applied' };
      const planned = await show(db, files, request);
      await db.query(
        `update ${history} set lease_until = ` +
          (isMysql ? 'utc_timestamp(3) + interval 60 second' : "now() + interval '60 s'") +
          " where version = '2'",
      );

      await expect(perform(db, planned)).rejects.toThrow(
        /^V2 is not as it was shown: it is running now, with 1 of 2 statements applied, by run /,
      );
      await expect(show(db, files, request)).rejects.toThrow(
        /^Run .*, by \w+, works on V2 parts since [^ ]*Z\. Nothing was changed: repair when it has ended, and look again first\.$/,
      );
    });

    async function isSleeping(db: ContractDatabase): Promise<boolean> {
      const rows = await db.query(
        isMysql
          ? "select id from information_schema.processlist where state = 'User sleep' and db = database()"
          : "select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
      );
      return rows.length > 0;
    }
  }

  /** Applies all, and has the history say that V2 ended with its second statement in flight. */
  async function stopInFlight(db: ContractDatabase, files: Files): Promise<void> {
    const stopped = { ...files, 'V2__parts.sql': fill(1) + alone + wrong };
    await expect(db.migrate(stopped)).rejects.toThrow();
    const { manifest } = await readSchema(files, target.engine);
    const script = manifest.migrations.find(({ version }) => version === '2');
    // The hash of the first statement, which is a line without its semicolon.
    const hash = isMysql
      ? `sha2('${fill(1).slice(0, -2)}', 256)`
      : `encode(sha256('${fill(1).slice(0, -2)}'), 'hex')`;
    await db.query(
      `update ${history} set state = 'running', statements_applied = 1, applied_hash = ${hash}, ` +
        `statement_in_flight = 2, statements_total = ${String(script?.statements.length)}, ` +
        `checksum = '${script?.checksum ?? ''}', error_message = null, finished_at = null ` +
        "where version = '2'",
    );
  }

  async function show(
    db: ContractDatabase,
    files: Files,
    request: RepairRequest,
  ): Promise<PlannedRepair> {
    return readRepair(await contextOf(db, files), request);
  }

  function perform(db: ContractDatabase, planned: PlannedRepair, runId: string = randomUUID()) {
    const engine = engineOf(target.engine);
    const run = { id: runId, toolVersion: '0.1.0' };
    return doRepair({ database: db.database, engine }, planned, { by, run });
  }

  async function repair(
    db: ContractDatabase,
    files: Files,
    request: RepairRequest,
    runId?: string,
  ) {
    return perform(db, await show(db, files, request), runId);
  }

  async function contextOf(db: ContractDatabase, files: Files): Promise<RepairContext> {
    return {
      ...(await readSchema(files, target.engine)),
      database: db.database,
      engine: engineOf(target.engine),
    };
  }
}

function rowIn(row: TextRow | undefined, column: string): Readonly<Record<string, unknown>> {
  return JSON.parse(row?.[column] ?? 'null') as Readonly<Record<string, unknown>>;
}

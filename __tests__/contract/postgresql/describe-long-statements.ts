import type { MigrateEvent } from '../../../migration/migrate-context';
import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';
import { sentAlone } from '../in-flight';
import { statesOf } from '../states-of';
import { until } from '../until';

const files = {
  'V1__a.sql': 'create table a (id int);\n',
  'V2__index.sql': 'create index concurrently a_id on a (id);\ninsert into a values (2);\n',
  'V3__next.sql': 'insert into a values (3);\n',
};

/** Statements that run alone and take longer than a call, or than the run. */
export function describeLongStatements(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement that runs alone and takes longer than a call', () => {
    it('is followed to its end in the same run', async () => {
      const db = await openWithTable({ callTimeoutMs: 300 });
      const events: MigrateEvent[] = [];
      await db.query('begin');
      await db.query('lock table a in row exclusive mode');

      const run = db.migrate(files, { onEvent: (event) => events.push(event) });
      await until(() => Promise.resolve(events.some(({ kind }) => kind === 'still running')));
      await db.query('commit');
      await run;

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 2/2', '3 applied 1/1']);
      expect(await db.query('select id from a order by id')).toEqual([{ id: '2' }, { id: '3' }]);
      expect(sentAlone(db)).toBe(1);
    });

    it('goes on behind a run whose time is over, and the next run follows it', async () => {
      const db = await openWithTable({ callTimeoutMs: 300 });
      await db.query('begin');
      await db.query('lock table a in row exclusive mode');

      const run = db.migrate(files, { deadline: Date.now() + 1000 });
      await expect(run).rejects.toThrow(
        new Error(
          'V2__index.sql is still running in the database, which goes on with it by itself. ' +
            'Run again: it follows the script to its end and applies what is left.',
        ),
      );
      const events: MigrateEvent[] = [];
      const next = db.migrate(files, { onEvent: (event) => events.push(event) });
      await until(() => Promise.resolve(events.some(({ kind }) => kind === 'still running')));
      await db.query('commit');
      await next;

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 2/2', '3 applied 1/1']);
      expect(sentAlone(db)).toBe(1);
    });

    it('is settled by the run that took its lease over, and by no other', async () => {
      const name = await target.createDatabase();
      const first = await openWithTable({ in: name, callTimeoutMs: 300 });
      const second = await open({ in: name });
      await first.query('begin');
      await first.query('lock table a in row exclusive mode');
      const run = first.migrate(files, { runId: 'first' });
      await until(async () => (await second.history()).some(({ version }) => version === '2'));

      await second.query(
        "update aurora_migrate.history set lease_until = now() where version = '2'",
      );
      const other = second.migrate(files, { runId: 'second' });
      await until(async () => (await second.history()).some(({ runId }) => runId === 'second'));
      await first.query('commit');
      await Promise.all([run, other]);

      const [, ...entries] = await first.history();
      expect(entries.map(({ runId, state }) => `${runId} ${state}`)).toEqual([
        'second applied',
        expect.stringMatching(/^(?:first|second) applied$/),
      ]);
      expect(await first.query('select id from a order by id')).toEqual([{ id: '2' }, { id: '3' }]);
      expect(sentAlone(first) + sentAlone(second)).toBe(1);
    });

    it('may be a VACUUM', async () => {
      const db = await openWithTable({ callTimeoutMs: 300 });
      const vacuum = { ...files, 'V2__index.sql': 'vacuum a;\ninsert into a values (2);\n' };
      const events: MigrateEvent[] = [];
      await db.query('begin');
      await db.query('lock table a in share update exclusive mode');

      const run = db.migrate(vacuum, { onEvent: (event) => events.push(event) });
      await until(() => Promise.resolve(events.some(({ kind }) => kind === 'still running')));
      await db.query('commit');
      await run;

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 2/2', '3 applied 1/1']);
      expect(sentAlone(db)).toBe(1);
    });
  });

  describe('a statement that runs alone and is cancelled by the service', () => {
    it('fails, and says which index it left invalid', async () => {
      const db = await openWithTable({
        callTimeoutMs: 300,
        switches: { ignoreContinueAfterTimeout: true },
      });
      await db.query('begin');
      await db.query('lock table a in row exclusive mode');

      await expect(db.migrate(files)).rejects.toThrow(
        new Error(
          'V2 index failed at statement 1 of 2.\n\n' +
            'schema/V2__index.sql:1:1\n' +
            '  > 1 | create index concurrently a_id on a (id);\n' +
            '      | ^\n' +
            'The database did not report the end of the statement (The statement took longer than ' +
            'the 45 s that the Data API gives a call; it runs on in the database), and the catalog ' +
            'shows that it was not applied. Why, the log of the database may say.\n\n' +
            'The index a_id is invalid, left by a build that did not end: drop it first ' +
            '(DROP INDEX CONCURRENTLY a_id). No other statement of V2 was applied; V1 stays. ' +
            'Fix the script and run again.',
        ),
      );
      await db.query('commit');
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 failed 0/2']);
    });
  });

  describe('an invalid index', () => {
    it('is not passed over by IF NOT EXISTS', async () => {
      const db = await open();
      const script = { 'V1__a.sql': 'create table a (id int);\ninsert into a values (1), (1);\n' };
      await db.migrate(script);
      await db.query('create unique index concurrently a_id on a (id)').catch(() => undefined);

      const run = db.migrate({
        ...script,
        'V2__index.sql': 'create unique index concurrently if not exists a_id on a (id);\n',
      });

      await expect(run).rejects.toThrow(
        'The statement was not sent, since one of this name is there already, and is invalid\n\n' +
          'The index a_id is invalid, left by a build that did not end: drop it first ' +
          '(DROP INDEX CONCURRENTLY a_id). No other statement of V2 was applied; V1 stays. ' +
          'Fix the script and run again.',
      );
    });

    it('is said when REINDEX left it', async () => {
      const db = await open();
      const script = {
        'V1__a.sql': 'create table a (id int, note text);\ncreate index "A id" on a (id);\n',
      };
      await db.migrate(script);
      await db.query('begin');
      await db.query('lock table a in row exclusive mode');

      const run = db.migrate({ ...script, 'V2__r.sql': 'reindex table concurrently a;\n' });
      await Promise.all([
        expect(run).rejects.toThrow(
          'The index "A id_ccnew" is invalid, left by a build that did not end: drop it first ' +
            '(DROP INDEX CONCURRENTLY "A id_ccnew"). ',
        ),
        cancelAlone(db),
      ]);
      await db.query('commit');
    });

    it('is said when nobody knew its name before', async () => {
      const db = await open();

      const run = db.migrate({
        'V1__a.sql': 'create table a (id int);\ninsert into a values (1), (1);\n',
        'V2__index.sql': 'create unique index concurrently on a (id);\n',
      });

      await expect(run).rejects.toThrow(
        'The index a_id_idx is invalid, left by a build that did not end: drop it first ' +
          '(DROP INDEX CONCURRENTLY a_id_idx). ',
      );
    });
  });

  describe('a partition that is half detached', () => {
    it('is said with what to write', async () => {
      const db = await open();
      const script = {
        'V1__a.sql':
          'create table a (id int) partition by list (id);\n' +
          'create table a_1 partition of a for values in (1);\n',
      };
      await db.migrate(script);
      await db.query('begin');
      await db.query('select * from a');

      const run = db.migrate({
        ...script,
        'V2__detach.sql': 'alter table a detach partition a_1 concurrently;\n',
      });
      await Promise.all([
        expect(run).rejects.toThrow(
          'The partition a_1 is half detached: write ALTER TABLE a DETACH PARTITION a_1 FINALIZE ' +
            'in place of the statement. ',
        ),
        cancelAlone(db),
      ]);
      await db.query('commit');
    });
  });

  async function openWithTable(options: Parameters<typeof open>[0]): Promise<ContractDatabase> {
    const db = await open(options);
    await db.migrate({ 'V1__a.sql': files['V1__a.sql'] });
    return db;
  }
}

/** Cancels the statement that runs alone, as soon as it waits for a transaction. */
async function cancelAlone({ database }: ContractDatabase): Promise<void> {
  await until(async () => {
    const rows = await database.execute({
      sql:
        "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'virtualxid' " +
        "and query like '/* aurora-migrate V%' and datname = current_database()",
    });
    return rows.length > 0;
  });
}

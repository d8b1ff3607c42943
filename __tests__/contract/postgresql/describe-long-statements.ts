import type { MigrateEvent } from '../../../migration/migrate-context';
import {
  type ContractDatabase,
  type ContractTarget,
  type OpenOptions,
  useDatabases,
} from '../contract-database';
import { describeFollowedStatement } from '../describe-followed-statement';
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

  describeFollowedStatement(openWithTable, () => target.createDatabase(), {
    files,
    file: 'V2__index.sql',
    hold: holdTable,
    endLease: "update aurora_migrate.history set lease_until = now() where version = '2'",
    states: ['1 applied 1/1', '2 applied 2/2', '3 applied 1/1'],
    ids: 'select id from a order by id',
  });

  describe('a VACUUM that takes longer than a call', () => {
    it('is followed to its end', async () => {
      const db = await openWithTable();
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
      const db = await openWithTable({ switches: { ignoreContinueAfterTimeout: true } });
      await holdTable(db);

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
      await holdTable(db);

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

  async function openWithTable(options: OpenOptions = {}): Promise<ContractDatabase> {
    const db = await open({ callTimeoutMs: 300, ...options });
    await db.migrate({ 'V1__a.sql': files['V1__a.sql'] });
    return db;
  }
}

/** Until the transaction ends, no index can be built. */
async function holdTable(db: ContractDatabase): Promise<void> {
  await db.query('begin');
  await db.query('lock table a in row exclusive mode');
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

import type { MigrateEvent } from '../../../migration/migrate-context';
import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';
import { sentAlone } from '../in-flight';
import { statesOf } from '../states-of';
import { until } from '../until';

const files = {
  'V1__a.sql': 'create table a (id int);\ncreate table log (id int);\n',
  'V2__trigger.sql':
    'create trigger a_log after insert on a for each row insert into log values (new.id);\n' +
    'insert into a values (2);\n',
  'V3__next.sql': 'insert into a values (3);\n',
};

/** Statements that run alone and take longer than a call, or than the run. */
export function describeLongStatements(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement that runs alone and takes longer than a call', () => {
    it('is followed to its end in the same run', async () => {
      const db = await openWithTables();
      const events: MigrateEvent[] = [];
      await holdTable(db);

      const run = db.migrate(files, { onEvent: (event) => events.push(event) });
      await until(() => Promise.resolve(events.some(({ kind }) => kind === 'still running')));
      await db.query('commit');
      await run;

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2', '3 applied 1/1']);
      expect(await db.query('select id from log order by id')).toEqual([{ id: '2' }, { id: '3' }]);
      expect(sentAlone(db, '2')).toBe(1);
    });

    it('goes on behind a run whose time is over, and the next run follows it', async () => {
      const db = await openWithTables();
      await holdTable(db);

      const run = db.migrate(files, { deadline: Date.now() + 1000 });
      await expect(run).rejects.toThrow(
        new Error(
          'V2__trigger.sql is still running in the database, which goes on with it by itself. ' +
            'Run again: it follows the script to its end and applies what is left.',
        ),
      );
      const events: MigrateEvent[] = [];
      const next = db.migrate(files, { onEvent: (event) => events.push(event) });
      await until(() => Promise.resolve(events.some(({ kind }) => kind === 'still running')));
      await db.query('commit');
      await next;

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2', '3 applied 1/1']);
      expect(await db.query('select id from log order by id')).toEqual([{ id: '2' }, { id: '3' }]);
      expect(sentAlone(db, '2')).toBe(1);
    });

    it('is settled by the run that took its lease over, and by no other', async () => {
      const name = await target.createDatabase();
      const first = await openWithTables({ in: name });
      const second = await open({ in: name });
      await holdTable(first);
      const run = first.migrate(files, { runId: 'first' });
      await until(async () => (await second.history()).some(({ version }) => version === '2'));

      await second.query(
        "update aurora_migrate_history set lease_until = utc_timestamp(3) where version = '2'",
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
      expect(await first.query('select id from log order by id')).toEqual([
        { id: '2' },
        { id: '3' },
      ]);
      expect(sentAlone(first, '2') + sentAlone(second, '2')).toBe(1);
    });
  });

  describe('a statement that runs alone and is cancelled by the service', () => {
    it('fails as not applied, and runs again in the next run', async () => {
      const name = await target.createDatabase();
      const cancelling = await openWithTables({
        in: name,
        switches: { ignoreContinueAfterTimeout: true },
      });
      await holdTable(cancelling);

      await expect(cancelling.migrate(files)).rejects.toThrow(
        'The database did not report the end of the statement (The statement took longer than the ' +
          '45 s that the Data API gives a call; it runs on in the database), and the catalog shows ' +
          'that it was not applied. Why, the log of the database may say.',
      );
      await cancelling.query('commit');
      const db = await open({ in: name });
      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2', '3 applied 1/1']);
      expect(await db.query('select id from log order by id')).toEqual([{ id: '2' }, { id: '3' }]);
    });
  });

  async function openWithTables(options: Parameters<typeof open>[0] = {}) {
    const db = await open({ callTimeoutMs: 400, ...options });
    await db.migrate({ 'V1__a.sql': files['V1__a.sql'] });
    return db;
  }
}

/** Until the transaction ends, no DDL can have the table. */
async function holdTable(db: ContractDatabase): Promise<void> {
  await db.query('begin');
  await db.query('select * from a');
}

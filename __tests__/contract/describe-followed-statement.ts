import type { MigrateEvent } from '../../migration/migrate-context';
import type { Files } from '../support/schema-folder';
import type { ContractDatabase, OpenOptions } from './contract-database';
import { sentAlone } from './in-flight';
import { statesOf } from './states-of';
import { until } from './until';

/** Scripts with a statement in V2 that runs alone, and how to keep it from its end. */
export interface FollowedStatement {
  readonly files: Files;
  /** The file of V2. */
  readonly file: string;
  /** Holds the statement off until the session of `query` commits. */
  readonly hold: (db: ContractDatabase) => Promise<unknown>;
  /** Ends the lease of V2. */
  readonly endLease: string;
  /** The history when all is applied. */
  readonly states: readonly string[];
  /** A query for what V2 and V3 leave: the ids 2 and 3. */
  readonly ids: string;
}

/** A statement that runs alone and takes longer than a call, or than the run. */
export function describeFollowedStatement(
  /** A database that has V1, and calls that are shorter than the statement. */
  openWithTables: (options?: OpenOptions) => Promise<ContractDatabase>,
  createDatabase: () => Promise<string>,
  { files, file, hold, endLease, states, ids }: FollowedStatement,
): void {
  describe('a statement that runs alone and takes longer than a call', () => {
    it('is followed to its end in the same run', async () => {
      const db = await openWithTables();
      await hold(db);

      await releaseWhenFollowed(db);

      expect(await statesOf(db)).toEqual(states);
      expect(await db.query(ids)).toEqual([{ id: '2' }, { id: '3' }]);
      expect(sentAlone(db, '2')).toBe(1);
    });

    it('goes on behind a run whose time is over, and the next run follows it', async () => {
      const db = await openWithTables();
      await hold(db);

      const run = db.migrate(files, { deadline: Date.now() + 1000 });
      await expect(run).rejects.toThrow(
        new Error(
          `${file} is still running in the database, which goes on with it by itself. ` +
            'Run again: it follows the script to its end and applies what is left.',
        ),
      );
      await releaseWhenFollowed(db);

      expect(await statesOf(db)).toEqual(states);
      expect(await db.query(ids)).toEqual([{ id: '2' }, { id: '3' }]);
      expect(sentAlone(db, '2')).toBe(1);
    });

    it('is settled by the run that took its lease over, and by no other', async () => {
      const name = await createDatabase();
      const first = await openWithTables({ in: name });
      const second = await openWithTables({ in: name });
      await hold(first);
      const run = first.migrate(files, { runId: 'first' });
      // From then on it has the lease that is ended here.
      await until(async () =>
        (await second.history()).some(({ statementInFlight }) => statementInFlight !== undefined),
      );

      await second.query(endLease);
      const other = second.migrate(files, { runId: 'second' });
      await until(async () => (await second.history()).some(({ runId }) => runId === 'second'));
      await first.query('commit');
      await Promise.all([run, other]);

      const [, ...entries] = await first.history();
      expect(entries.map(({ runId, state }) => `${runId} ${state}`)).toEqual([
        'second applied',
        expect.stringMatching(/^(?:first|second) applied$/),
      ]);
      expect(await first.query(ids)).toEqual([{ id: '2' }, { id: '3' }]);
      expect(sentAlone(first, '2') + sentAlone(second, '2')).toBe(1);
    });
  });

  async function releaseWhenFollowed(db: ContractDatabase): Promise<void> {
    const events: MigrateEvent[] = [];
    const run = db.migrate(files, { onEvent: (event) => events.push(event) });
    await until(() => Promise.resolve(events.some(({ kind }) => kind === 'still running')));
    await db.query('commit');
    await run;
  }
}

import { createPostgresBackend } from '../../local/backends/postgres';
import { createPostgresDatabase } from '../support/servers/databases';
import { type ContractTarget, useDatabases } from './contract-database';
import { describeFailingScript } from './describe-failing-script';
import { describeLongCalls } from './describe-long-calls';
import { describeSeveralRuns } from './describe-several-runs';
import { describeLeftBehind } from './postgresql/describe-left-behind';
import { statesOf } from './states-of';
import { describeTransactions } from './postgresql/describe-transactions';

/** What is promised, where the service refuses COMMIT in a procedure. */
describe('PostgreSQL, one script per call', () => {
  const target: ContractTarget = {
    engine: 'aurora-postgresql',
    hasSessions: true,
    switches: { refuseCommitInProcedure: true },
    createDatabase: createPostgresDatabase,
    connect: (url, options) => createPostgresBackend({ url, ...options }),
  };
  describeFailingScript(target);
  describeSeveralRuns(target);
  describeLongCalls(target);
  describeTransactions(target);
  describeLeftBehind(target);

  describe('scripts that are too large for a call', () => {
    const open = useDatabases(target);

    it('are uploaded again for the slower way, one by one, and leave nothing behind', async () => {
      const db = await open();
      const long = 'x'.repeat(1_000);
      const files = {
        'V1__table.sql': `create table texts (body text);\ninsert into texts values ('${long}');\n`,
        'V2__more.sql': `insert into texts values ('${long}');\n`,
      };

      await db.migrate(files, { maxPayloadBytes: 300 });

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 1/1']);
      expect(await db.query('select length(body) as length from texts')).toEqual([
        { length: '1000' },
        { length: '1000' },
      ]);
      expect(await db.query('select part from aurora_migrate.uploads')).toEqual([]);
    });
  });
});

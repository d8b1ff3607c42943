import { createPostgresBackend } from '../../local/backends/postgres';
import { createPostgresDatabase } from '../support/servers/databases';
import type { ContractTarget } from './contract-database';
import { describeFailingScript } from './describe-failing-script';
import { describeLongCalls } from './describe-long-calls';
import { describeSeveralRuns } from './describe-several-runs';
import { describeLeftBehind } from './postgresql/describe-left-behind';
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
});

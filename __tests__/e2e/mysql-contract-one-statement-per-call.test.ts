import { createMysqlBackend } from '../../local/backends/mysql';
import type { ContractTarget } from '../contract/contract-database';
import { describeFailingScript } from '../contract/describe-failing-script';
import { describeFirstRun } from '../contract/describe-first-run';
import { describePlan } from '../contract/describe-plan';
import { describeRepair } from '../contract/describe-repair';
import { describeSeveralRuns } from '../contract/describe-several-runs';
import { describeCheckpoints } from '../contract/mysql/describe-checkpoints';
import { describeLoneStatements } from '../contract/mysql/describe-lone-statements';
import { describeLongStatements } from '../contract/mysql/describe-long-statements';
import { describeResults } from '../contract/mysql/describe-results';
import { describeSession } from '../contract/mysql/describe-session';
import { createMysqlDatabase } from '../support/servers/databases';

/** What is promised, where the service refuses procedures of several statements. */
describe('MySQL, one statement per call', () => {
  const target: ContractTarget = {
    engine: 'aurora-mysql',
    hasSessions: true,
    switches: { refuseMysqlBodies: true },
    createDatabase: createMysqlDatabase,
    connect: (url, options) => createMysqlBackend({ url, ...options }),
  };
  describeFirstRun(target);
  describePlan(target);
  describeFailingScript(target);
  describeRepair(target);
  describeSeveralRuns(target);
  describeCheckpoints(target);
  describeLoneStatements(target);
  describeSession(target);
  describeLongStatements(target);
  describeResults(target);
});

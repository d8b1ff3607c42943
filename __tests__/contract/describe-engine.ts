import type { ContractTarget } from './contract-database';
import { describeFailingScript } from './describe-failing-script';
import { describeFirstRun } from './describe-first-run';
import { describeLongCalls } from './describe-long-calls';
import { describeLongHistory } from './describe-long-history';
import { describeMysql } from './describe-mysql';
import { describePlan } from './describe-plan';
import { describePostgresql } from './describe-postgresql';
import { describeRepair } from './describe-repair';
import { describeRoundTrips } from './describe-round-trips';
import { describeSeveralRuns } from './describe-several-runs';
import { describeUploads } from './describe-uploads';

/** What holds for every server, and then what holds for those of one engine. */
export function describeEngine(name: string, target: ContractTarget): void {
  describe(name, () => {
    describeFirstRun(target);
    describePlan(target);
    describeFailingScript(target);
    describeRepair(target);
    describeRoundTrips(target);
    describeLongHistory(target);
    describeUploads(target);
    if (target.hasSessions) {
      describeSeveralRuns(target);
      describeLongCalls(target);
    }
    if (target.engine === 'aurora-mysql') describeMysql(target);
    else describePostgresql(target);
  });
}

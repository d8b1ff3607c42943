import type { ContractTarget } from './contract-database';
import { describeCheckpoints } from './mysql/describe-checkpoints';
import { describeInterruptedCheckpoints } from './mysql/describe-interrupted-checkpoints';
import { describeLeftBehind } from './mysql/describe-left-behind';
import { describeLoneStatements } from './mysql/describe-lone-statements';
import { describeOpenTransactions } from './mysql/describe-open-transactions';
import { describeLongStatements } from './mysql/describe-long-statements';
import { describePackets } from './mysql/describe-packets';
import { describeRefusedBodies } from './mysql/describe-refused-bodies';
import { describeResults } from './mysql/describe-results';
import { describeRights } from './mysql/describe-rights';
import { describeSession } from './mysql/describe-session';
import { describeSwitches } from './mysql/describe-switches';
import { describeUnknownOutcome } from './mysql/describe-unknown-outcome';

export function describeMysql(target: ContractTarget): void {
  describeCheckpoints(target);
  describeInterruptedCheckpoints(target);
  describeLoneStatements(target);
  describeSession(target);
  describeUnknownOutcome(target);
  describeOpenTransactions(target);
  describeLeftBehind(target);
  describeLongStatements(target);
  describePackets(target);
  describeResults(target);
  describeRights(target);
  describeSwitches(target);
  describeRefusedBodies(target);
}

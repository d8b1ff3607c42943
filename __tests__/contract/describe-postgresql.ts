import type { ContractTarget } from './contract-database';
import { describeLeftBehind } from './postgresql/describe-left-behind';
import { describeLoneStatements } from './postgresql/describe-lone-statements';
import { describeLongStatements } from './postgresql/describe-long-statements';
import { describeRights } from './postgresql/describe-rights';
import { describeSession } from './postgresql/describe-session';
import { describeSettings } from './postgresql/describe-settings';
import { describeSwitches } from './postgresql/describe-switches';
import { describeTransactions } from './postgresql/describe-transactions';
import { describeUnknownOutcome } from './postgresql/describe-unknown-outcome';

export function describePostgresql(target: ContractTarget): void {
  describeTransactions(target);
  describeLoneStatements(target);
  describeLeftBehind(target);
  describeSession(target);
  describeSwitches(target);
  if (target.hasSessions) {
    describeUnknownOutcome(target);
    describeLongStatements(target);
    describeRights(target);
    describeSettings(target);
  }
}

import type { ContractTarget } from './contract-database';
import { describeLoneStatements } from './postgresql/describe-lone-statements';
import { describeRights } from './postgresql/describe-rights';
import { describeSession } from './postgresql/describe-session';
import { describeSettings } from './postgresql/describe-settings';
import { describeSwitches } from './postgresql/describe-switches';
import { describeTransactions } from './postgresql/describe-transactions';
import { describeUnknownOutcome } from './postgresql/describe-unknown-outcome';

export function describePostgresql(target: ContractTarget): void {
  describeTransactions(target);
  describeLoneStatements(target);
  describeSession(target);
  describeSwitches(target);
  if (target.hasSessions) {
    describeUnknownOutcome(target);
    describeRights(target);
    describeSettings(target);
  }
}

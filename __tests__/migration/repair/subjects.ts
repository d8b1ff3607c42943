import { compareWithHistory } from '../../../migration/compare';
import type { HistoryEntry } from '../../../migration/history';
import type { RepairSubject } from '../../../migration/repair/possible';
import { hashStatements } from '../../../migration/statement-hash';
import { manifestOf, scriptOf, type Script } from '../../support/builders';

export const statements = ['create table orders (id int)', 'create index i', 'select 3'];
export const orders = scriptOf('V2__orders.sql', statements, { alone: [2] });
export const afterFirst = hashStatements(statements.slice(0, 1));

/** V2 as the folder and the history have it; without a script it is missing. */
export function subjectOf(
  entry: HistoryEntry | undefined,
  script: Script | undefined = orders,
  texts: readonly string[] = statements,
): RepairSubject {
  const [found] = compareWithHistory(manifestOf(script), entry === undefined ? [] : [entry]);
  return {
    script: found!,
    texts,
    appliedHash: hashStatements(texts.slice(0, entry?.statementsApplied ?? 0)),
  };
}

export function missingSubjectOf(entry: HistoryEntry): RepairSubject {
  const [found] = compareWithHistory(manifestOf(), [entry]);
  return { script: found!, texts: [], appliedHash: '' };
}

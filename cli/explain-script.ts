import type { Script } from '../migration/compare';
import type { HistoryEntry } from '../migration/history';
import type { Migration } from '../migration/migration';
import { describeProblem, type PlanProblem } from '../migration/plan-refused-error';

export interface Explanation {
  /** Absent for a script of which its state says it all. */
  readonly explanation?: string;
  /** True when somebody has to do something about it. */
  readonly needsAttention: boolean;
}

/** What is wrong with a script and what to do about it. */
export function explainScript(script: Script, problem: PlanProblem | undefined): Explanation {
  const { state, migration, entry } = script;
  if (problem !== undefined) {
    const why = state === 'failed' && entry ? `${describeFailure(entry, migration)} ` : '';
    return { explanation: `${why}${describeProblem(problem)}`, needsAttention: true };
  }
  if (entry === undefined) return { needsAttention: false };
  switch (state) {
    case 'failed':
      if (entry.failure === undefined)
        return { explanation: whereItGoesOn(entry), needsAttention: true };
      return migration === undefined
        ? {
            explanation: `${describeFailure(entry, migration)} Nothing of it was applied, and it is not in the folder any more: nothing is to be done.`,
            needsAttention: false,
          }
        : {
            explanation: `${describeFailure(entry, migration)} ${outcome(entry)}`,
            needsAttention: true,
          };
    case 'interrupted':
      return {
        explanation:
          `${entry.file}: the run of ${entry.startedAt} ended without a word. ` +
          `Run again: it goes on at statement ${entry.statementsApplied + 1} of ${entry.statementsTotal}.`,
        needsAttention: true,
      };
    case 'running':
      return {
        explanation:
          `${entry.file}: run ${entry.runId}, by ${entry.databaseUser}, works on statement ` +
          `${entry.statementsApplied + 1} of ${entry.statementsTotal} since ${entry.startedAt}.`,
        needsAttention: false,
      };
    case 'applied':
    case 'pending':
    case 'unknown':
    case 'changed':
    case 'missing':
    case 'out of order':
      return { needsAttention: false };
  }
}

/** It is settled how the statement in flight ended, and no database has told a failure. */
function whereItGoesOn({ file, statementsApplied, statementsTotal }: HistoryEntry): string {
  const next = `statement ${String(statementsApplied + 1)} of ${String(statementsTotal)}`;
  return `${file} stopped before ${next}. Run again: it goes on there.`;
}

function describeFailure(entry: HistoryEntry, migration: Migration | undefined): string {
  const { file, failure, statementsTotal, checksum } = entry;
  if (failure === undefined) return `${file} failed.`;
  const { statement, details } = failure;
  const isSame = migration?.checksum === checksum;
  const line = isSame ? migration.statements[(statement ?? 0) - 1]?.line : undefined;
  const where =
    statement === undefined ? 'its end' : `statement ${statement} of ${statementsTotal}`;
  const edited = isSame || migration === undefined ? '' : ' (the file has been edited since)';
  const code = details.code ?? details.sqlState;
  return (
    `${file}${line === undefined ? '' : `:${String(line)}`} failed at ${where}${edited}: ` +
    `${details.message}${code === undefined ? '' : ` (${String(code)})`}.`
  );
}

function outcome({ statementsApplied }: HistoryEntry): string {
  if (statementsApplied === 0) return 'Nothing of it was applied: fix the script and run again.';
  const applied =
    statementsApplied === 1
      ? 'Its first statement is applied and stays'
      : `Its first ${String(statementsApplied)} statements are applied and stay`;
  return `${applied}: fix the script from there on and run again.`;
}

import { MigrationError } from './errors';
import type { HistoryEntry } from './history';
import { howToSettle } from './how-to-settle';
import type { Migration } from './migration';
import { repairCommand, type RepairAction } from './repair/request';
import { firstLines, whatStays } from './version-list';

/** A disagreement of folder and history that a person has to settle. */
export type PlanProblem =
  | { readonly kind: 'changed'; readonly migration: Migration; readonly entry: HistoryEntry }
  | {
      readonly kind: 'missing';
      readonly entry: HistoryEntry;
      readonly renamedTo: string | undefined;
    }
  | { readonly kind: 'out of order'; readonly migration: Migration; readonly newest: string }
  | {
      readonly kind: 'applied part changed';
      readonly migration: Migration;
      readonly entry: HistoryEntry;
    }
  | { readonly kind: 'unknown'; readonly migration: Migration; readonly entry: HistoryEntry };

/** Folder and history disagree. Nothing has run since this was seen. */
export class PlanRefusedError extends MigrationError {
  override readonly name = 'PlanRefusedError';

  /**
   * @param applied versions that this run has applied, when it was seen while the run worked
   */
  constructor(
    readonly problems: readonly PlanProblem[],
    applied?: readonly string[],
  ) {
    super([...firstLines(problems.map(describeProblem)), ...outcome(problems, applied)].join('\n'));
  }
}

function outcome(
  problems: readonly PlanProblem[],
  applied: readonly string[] | undefined,
): readonly string[] {
  const isUnknown = problems.some(({ kind }) => kind === 'unknown');
  if (applied === undefined) return [`Nothing ${isUnknown ? 'else ' : ''}was applied.`];
  return applied.length === 0 ? [] : [whatStays(applied).trimEnd()];
}

/** One problem as a sentence: the script, what is wrong, and what to do. */
export function describeProblem(problem: PlanProblem): string {
  switch (problem.kind) {
    case 'changed': {
      const { migration, entry } = problem;
      return (
        `${migration.file} changed after it was applied ` +
        `(was ${short(entry.checksum)}, is ${short(migration.checksum)}): ` +
        'restore it and put the change into a new script, or accept it if the database needs ' +
        `nothing of it: ${commandFor(entry, 'accept-checksum')}.`
      );
    }
    case 'missing': {
      const { entry, renamedTo } = problem;
      const what = entry.state === 'applied' ? 'is applied' : 'is partly applied';
      return renamedTo === undefined
        ? `${entry.file} ${what} and missing from the folder: restore it, or forget it: ` +
            `${commandFor(entry, 'forget')}.`
        : `${entry.file} ${what} and missing from the folder; ${renamedTo} has the same content: ` +
            `if it was renamed, name it V${entry.version} again.`;
    }
    case 'out of order': {
      const { migration, newest } = problem;
      return (
        `${migration.file} is out of order, since V${newest} is applied: ` +
        `give it a version above ${newest}, or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.`
      );
    }
    case 'applied part changed': {
      const { migration, entry } = problem;
      const next = migration.statements[entry.statementsApplied];
      const from = next === undefined ? 'behind them' : `from line ${next.line} on`;
      const isWhole = entry.statementsApplied <= migration.statements.length;
      return (
        `${migration.file} changed in its first ${count(entry.statementsApplied)}, ` +
        `which ${entry.statementsApplied === 1 ? 'is' : 'are'} applied: ` +
        `restore that part and edit only ${from}` +
        (isWhole ? `; or accept it as it is: ${commandFor(entry, 'accept-checksum')}.` : '.')
      );
    }
    case 'unknown': {
      const { migration, entry } = problem;
      const number = entry.statementInFlight ?? 0;
      const line = migration.statements[number - 1]?.line;
      return (
        `${migration.file}${line === undefined ? '' : `:${String(line)}`}: the run of ` +
        `${entry.startedAt} ended while statement ${number} of ${entry.statementsTotal} was in flight; ` +
        `neither the history nor the catalog can tell whether it was applied: ${howToSettle(entry.version)}`
      );
    }
  }
}

function commandFor({ version }: HistoryEntry, action: RepairAction): string {
  return repairCommand({ version, action });
}

function count(statements: number): string {
  return statements === 1 ? 'statement' : `${String(statements)} statements`;
}

function short(checksum: string): string {
  return checksum.slice(0, 8);
}

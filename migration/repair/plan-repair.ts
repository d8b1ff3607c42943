import type { HistoryEntry } from '../history';
import type { Migration } from '../migration';
import { hashStatements } from '../statement-hash';
import type { RepairedEntry } from './change';
import { needsUndoing, possibleRepairs, type RepairSubject } from './possible';
import { refusal } from './refusal';
import { RepairBusyError, RepairRefusedError } from './repair-errors';
import { repairCommand, type RepairAction, type RepairRequest } from './request';

/** What a repair would do. */
export interface PlannedRepair {
  readonly request: RepairRequest;
  readonly subject: RepairSubject;
  /** The entry as it is. */
  readonly entry: HistoryEntry;
  /** What becomes of it; absent when it is removed. */
  readonly becomes?: RepairedEntry;
}

/**
 * Decides what a repair does.
 *
 * @throws RepairBusyError while a run works on the script
 * @throws RepairRefusedError with what is possible, when this repair is not
 */
export function planRepair(request: RepairRequest, subject: RepairSubject): PlannedRepair {
  const { entry } = subject.script;
  if (entry?.isLive === true) throw new RepairBusyError(whoWorks(entry));
  const possible = possibleRepairs(subject);
  if (entry === undefined || !possible.some(({ action }) => action === request.action)) {
    throw new RepairRefusedError(refusal(request, subject.script, possible));
  }
  if (needsUndoing(request, entry) && request.undone !== true) {
    throw new RepairRefusedError(whatToUndo(request, entry));
  }
  const becomes = outcomes[request.action](subject, entry);
  return { request, subject, entry, ...(becomes !== undefined && { becomes }) };
}

const outcomes: Readonly<
  Record<RepairAction, (subject: RepairSubject, entry: HistoryEntry) => RepairedEntry | undefined>
> = {
  'remove-failed': () => undefined,
  'statement-applied': withStatement,
  // Failed, since runs go on with failed scripts on both engines; `running` belongs to a run.
  'statement-not-applied': (_, entry) => ({ ...keptOf(entry), state: 'failed' }),
  'accept-checksum': ({ script: { migration }, texts, appliedHash }, entry) => ({
    ...keptOf(entry),
    ...(migration && namesOf(migration)),
    statementsTotal: texts.length,
    ...(entry.state === 'applied' ? { statementsApplied: texts.length } : { appliedHash }),
  }),
  forget: () => undefined,
};

function withStatement({ script, texts }: RepairSubject, entry: HistoryEntry): RepairedEntry {
  const statementsApplied = entry.statementInFlight ?? 0;
  if (statementsApplied === entry.statementsTotal) {
    return { ...keptOf(entry), state: 'applied', statementsApplied, appliedHash: '' };
  }
  // The next run holds what is applied against the hash, so the statement's text is needed.
  if (script.migration?.checksum !== entry.checksum) {
    throw new RepairRefusedError(
      `${entry.file} is not in the folder as it was when its run began (${entry.checksum.slice(0, 8)}), ` +
        `and statement ${statementsApplied} of ${entry.statementsTotal} can be recorded only with its ` +
        'text: restore the file, repair, and edit it then.',
    );
  }
  const appliedHash = hashStatements(texts.slice(0, statementsApplied));
  return { ...keptOf(entry), state: 'failed', statementsApplied, appliedHash };
}

function keptOf(entry: HistoryEntry): RepairedEntry {
  const { description, file, checksum, state } = entry;
  const { statementsTotal, statementsApplied, appliedHash } = entry;
  return { description, file, checksum, state, statementsTotal, statementsApplied, appliedHash };
}

function namesOf({ description, file, checksum }: Migration) {
  return { description, file, checksum };
}

function whoWorks({ version, description, runId, databaseUser, startedAt }: HistoryEntry): string {
  return `Run ${runId}, by ${databaseUser}, works on V${version} ${description} since ${startedAt}.`;
}

function whatToUndo(request: RepairRequest, entry: HistoryEntry): string {
  const { version, file, statementsApplied, statementsTotal } = entry;
  return (
    `${file} has ${statementsApplied} of ${statementsTotal} statements applied, and without its row the ` +
    'script runs again from its beginning: undo by hand what is applied, and say so: ' +
    `${repairCommand({ version, action: request.action, undone: true })}.`
  );
}

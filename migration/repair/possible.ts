import type { Script } from '../compare';
import type { HistoryEntry } from '../history';
import type { RepairAction, RepairRequest } from './request';

/** A script, and what the folder says of the part of it that is applied. */
export interface RepairSubject {
  readonly script: Script;
  /** Texts of the script's statements; empty when it is not in the folder. */
  readonly texts: readonly string[];
  /** Hash of the first `statementsApplied` of them. */
  readonly appliedHash: string;
  /** A pending file with the content that the history has of this script, if it is missing. */
  readonly renamedTo?: string;
}

/** The repairs that a script allows as it is now; none when there is nothing to repair. */
export function possibleRepairs(subject: RepairSubject): readonly RepairRequest[] {
  const { version, entry } = subject.script;
  if (entry === undefined || entry.isLive) return [];
  return (Object.keys(isPossible) as RepairAction[])
    .filter((action) => isPossible[action](subject, entry))
    .map((action) => ({
      version,
      action,
      ...(needsUndoing({ action }, entry) && { undone: true }),
    }));
}

/** True when a repair would have statements run again that are applied. */
export function needsUndoing(
  { action }: Pick<RepairRequest, 'action'>,
  { statementsApplied }: HistoryEntry,
): boolean {
  return action === 'remove-failed' && statementsApplied > 0;
}

/** True for a script that stopped between two statements: nothing of it is open. */
export function hasStopped({ state, statementInFlight }: HistoryEntry): boolean {
  return state === 'failed' || (state === 'running' && statementInFlight === undefined);
}

const isPossible: Readonly<
  Record<RepairAction, (subject: RepairSubject, entry: HistoryEntry) => boolean>
> = {
  'remove-failed': (_, entry) => hasStopped(entry),
  'statement-applied': (_, entry) => isUnknown(entry),
  'statement-not-applied': (_, entry) => isUnknown(entry),
  'accept-checksum': ({ script: { migration }, texts, appliedHash }, entry) => {
    if (migration === undefined) return false;
    if (entry.state === 'applied') return entry.checksum !== migration.checksum;
    return (
      hasStopped(entry) &&
      entry.statementsApplied > 0 &&
      entry.statementsApplied <= texts.length &&
      entry.appliedHash !== appliedHash
    );
  },
  forget: ({ script }) => script.migration === undefined,
};

function isUnknown({ state, statementInFlight }: HistoryEntry): boolean {
  return state === 'running' && statementInFlight !== undefined;
}

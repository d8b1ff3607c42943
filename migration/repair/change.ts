import type { Run } from '../engine';
import type { HistoryEntry } from '../history';
import type { RepairAction } from './request';

/** What tells an entry from what it was before and from what it may become. */
export type ExpectedEntry = Pick<
  HistoryEntry,
  | 'rank'
  | 'state'
  | 'checksum'
  | 'statementsTotal'
  | 'statementsApplied'
  | 'appliedHash'
  | 'statementInFlight'
  | 'runId'
>;

/** What a repair may write into an entry. Nothing of it is in flight any more. */
export type RepairedEntry = Pick<
  HistoryEntry,
  | 'description'
  | 'file'
  | 'checksum'
  | 'state'
  | 'statementsTotal'
  | 'statementsApplied'
  | 'appliedHash'
>;

/** One change of the history, as the database takes it. */
export interface RepairChange {
  readonly version: string;
  readonly action: RepairAction;
  /** The entry as it was shown: it is changed only as long as it is so. */
  readonly expected: ExpectedEntry;
  /** What becomes of it; absent when it is removed. */
  readonly becomes?: RepairedEntry;
  /** Who wants it, for the trace. */
  readonly by: string;
  readonly run: Run;
}

/** The trace that a repair has left in the database. */
export interface RepairRecord {
  readonly id: number;
  /** UTC, ISO 8601. */
  readonly repairedAt: string;
  readonly by: string;
  readonly databaseUser: string;
  readonly runId: string;
  readonly toolVersion: string;
}

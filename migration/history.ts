import type { SqlErrorDetails } from './errors';

/** Why a script stopped. */
export interface StatementFailure {
  /** Number of the statement in its script, from 1; absent when it failed at its end. */
  readonly statement?: number;
  readonly details: SqlErrorDetails;
}

/** One script in the schema history. */
export interface HistoryEntry {
  /** Grows with each script that starts; the newest entry has the highest. */
  readonly rank: number;
  readonly version: string;
  readonly description: string;
  readonly file: string;
  readonly checksum: string;
  /**
   * - `applied`: whole and committed.
   * - `failed`: stopped at `failure`; the first `statementsApplied` statements stay.
   * - `running`: began and did not report its end; `isLive` tells whether somebody works on it.
   */
  readonly state: 'applied' | 'failed' | 'running';
  readonly statementsTotal: number;
  /** How many statements, from the first, are committed. */
  readonly statementsApplied: number;
  /** Chained hash of the applied statements' texts; see `hashStatements`. */
  readonly appliedHash: string;
  /** The statement that may or may not have been applied when the run ended. */
  readonly statementInFlight?: number;
  /** What the catalog showed of the object of its witness before it began; see `Engine.look`. */
  readonly seenBefore?: string;
  /** True while a `running` script's run still holds its lock or lease. */
  readonly isLive: boolean;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly durationMs?: number;
  readonly databaseUser: string;
  readonly runId: string;
  readonly toolVersion: string;
  readonly failure?: StatementFailure;
}

/** Entries by rank, with the newer reading of an entry in the place of the older one. */
export function mergeHistory(
  older: readonly HistoryEntry[],
  newer: readonly HistoryEntry[],
): readonly HistoryEntry[] {
  const versions = new Set(newer.map(({ version }) => version));
  return [...older.filter(({ version }) => !versions.has(version)), ...newer].sort(
    (a, b) => a.rank - b.rank,
  );
}

/** Entries that another reading of the history shows as they were not before. */
export function newsIn(
  older: readonly HistoryEntry[],
  newer: readonly HistoryEntry[],
): readonly HistoryEntry[] {
  const known = new Map(older.map((entry) => [entry.version, entry]));
  return newer.filter((entry) => {
    const before = known.get(entry.version);
    return (
      before?.rank !== entry.rank ||
      before.state !== entry.state ||
      before.statementsApplied !== entry.statementsApplied
    );
  });
}

/** The highest rank behind which nothing can change any more but by a new rank. */
export function settledRank(history: readonly HistoryEntry[]): number {
  const running = history.find(({ state }) => state === 'running');
  return running === undefined ? newestRank(history) : running.rank - 1;
}

/** The highest rank, 0 for an empty history. */
export function newestRank(history: readonly HistoryEntry[]): number {
  return history.reduce((newest, { rank }) => Math.max(newest, rank), 0);
}

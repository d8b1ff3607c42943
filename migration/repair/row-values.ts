import type { HistoryEntry } from '../history';
import type { PlannedRepair } from './plan-repair';

/** A row of the history by its columns, without the error that the database told. */
export type RowValues = Readonly<Record<string, string | number | null>>;

export function rowBefore({ entry }: PlannedRepair): RowValues {
  return valuesOf(entry);
}

/** @returns undefined when the row is removed */
export function rowAfter({ entry, becomes }: PlannedRepair): RowValues | undefined {
  if (becomes === undefined) return undefined;
  return {
    ...valuesOf({ ...entry, ...becomes }),
    statement_in_flight: null,
    // The database's own clock tells when.
    finished_at: entry.finishedAt ?? 'now',
  };
}

export interface ChangedValue {
  readonly column: string;
  readonly before: string | number | null;
  /** Absent when the row is removed. */
  readonly after?: string | number | null;
}

/** What is to be shown: the columns that change, or all that a removed row has. */
export function changedValues(
  before: RowValues,
  after: RowValues | undefined,
): readonly ChangedValue[] {
  return Object.entries(before).flatMap(([column, value]): readonly ChangedValue[] => {
    if (after === undefined) return value === null ? [] : [{ column, before: value }];
    const other = after[column] ?? null;
    return other === value ? [] : [{ column, before: value, after: other }];
  });
}

function valuesOf(entry: HistoryEntry): RowValues {
  return {
    version: entry.version,
    installed_rank: entry.rank,
    description: entry.description,
    file: entry.file,
    checksum: entry.checksum,
    state: entry.state,
    statements_total: entry.statementsTotal,
    statements_applied: entry.statementsApplied,
    applied_hash: entry.appliedHash,
    statement_in_flight: entry.statementInFlight ?? null,
    started_at: entry.startedAt,
    finished_at: entry.finishedAt ?? null,
    database_user: entry.databaseUser,
    run_id: entry.runId,
    tool_version: entry.toolVersion,
  };
}

import type { HistoryEntry, StatementFailure } from '../migration/history';
import type { Query, Row, Session, Value } from '../migration/ports';

/**
 * Reads pages of at most about 700 kB, so that neither the response limit of 1 MiB
 * nor the row limit of 64 KB is met, however long the history is.
 *
 * Each row of `page(aboveRank)` has the columns `entry` (a JSON array, see `toEntry`),
 * `installed_rank` and `newest_rank`.
 */
export async function readPages(
  session: Session,
  aboveRank: number,
  page: (aboveRank: number) => Query,
): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let above = aboveRank; ;) {
    const rows = await session.execute(page(above));
    entries.push(...rows.map(toEntry));
    const last = rows.at(-1);
    if (last === undefined || Number(last.installed_rank) >= Number(last.newest_rank)) {
      return entries;
    }
    above = Number(last.installed_rank);
  }
}

/** The columns of the history, in the order of the JSON array in `entry`. */
export const entryColumns = [
  'installed_rank',
  'version',
  'description',
  'file',
  'checksum',
  'state',
  'statements_total',
  'statements_applied',
  'applied_hash',
  'statement_in_flight',
  'is_live',
  'started_at',
  'finished_at',
  'duration_ms',
  'database_user',
  'run_id',
  'tool_version',
  'error_statement',
  'error_sqlstate',
  'error_code',
  'error_message',
  'error_detail',
  'error_hint',
  'seen_before',
] as const;

function toEntry(row: Row): HistoryEntry {
  const values = JSON.parse(String(row.entry)) as Value[];
  const column = (name: (typeof entryColumns)[number]): Value =>
    values[entryColumns.indexOf(name)] ?? null;
  const inFlight = column('statement_in_flight');
  const finishedAt = column('finished_at');
  const durationMs = column('duration_ms');
  const failure = toFailure(column);
  const seenBefore = column('seen_before');

  return {
    rank: Number(column('installed_rank')),
    version: String(column('version')),
    description: String(column('description')),
    file: String(column('file')),
    checksum: String(column('checksum')),
    state: column('state') as HistoryEntry['state'],
    statementsTotal: Number(column('statements_total')),
    statementsApplied: Number(column('statements_applied')),
    appliedHash: String(column('applied_hash')),
    ...(inFlight !== null && { statementInFlight: Number(inFlight) }),
    ...(seenBefore !== null && { seenBefore: String(seenBefore) }),
    isLive: Number(column('is_live')) === 1,
    startedAt: isoOf(column('started_at')),
    ...(finishedAt !== null && { finishedAt: isoOf(finishedAt) }),
    ...(durationMs !== null && { durationMs: Number(durationMs) }),
    databaseUser: String(column('database_user')),
    runId: String(column('run_id')),
    toolVersion: String(column('tool_version')),
    ...(failure !== undefined && { failure }),
  };
}

function toFailure(
  column: (name: (typeof entryColumns)[number]) => Value,
): StatementFailure | undefined {
  const message = column('error_message');
  if (message === null) return undefined;
  const statement = column('error_statement');
  const sqlState = column('error_sqlstate');
  const code = column('error_code');
  const detail = column('error_detail');
  const hint = column('error_hint');
  return {
    ...(statement !== null && { statement: Number(statement) }),
    details: {
      message: String(message),
      ...(sqlState !== null && { sqlState: String(sqlState) }),
      ...(code !== null && { code: Number(code) }),
      ...(detail !== null && { detail: String(detail) }),
      ...(hint !== null && { hint: String(hint) }),
    },
  };
}

function isoOf(epochMs: Value): string {
  return new Date(Number(epochMs)).toISOString();
}

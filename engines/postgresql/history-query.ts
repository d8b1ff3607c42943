import type { Query } from '../../migration/ports';

const byteBudget = 700_000;

/** One page of the history; see `readPages`. Its text has no colon but `:above`. */
export function historyPage(aboveRank: number): Query {
  return { sql, parameters: { above: aboveRank }, isRepeatable: true };
}

const sql = `
  select entry, installed_rank, newest_rank from (
    select entry, installed_rank,
      sum(octet_length(entry) + 100) over (order by installed_rank) - octet_length(entry) as bytes_before,
      max(installed_rank) over () as newest_rank
    from (
      select installed_rank, cast(json_build_array(
        installed_rank, version, description, file, checksum, state, statements_total,
        statements_applied, applied_hash, statement_in_flight,
        case when lease_until > clock_timestamp() then 1 else 0 end,
        cast(extract(epoch from started_at) * 1000 as bigint),
        cast(extract(epoch from finished_at) * 1000 as bigint), duration_ms, database_user, run_id,
        tool_version, error_statement, error_sqlstate, error_code, error_message, error_detail,
        error_hint, seen_before) as text) as entry
      from aurora_migrate.history where installed_rank > :above
    ) entries
  ) pages where bytes_before <= ${String(byteBudget)} order by installed_rank`;

import type { Query } from '../../migration/ports';

const byteBudget = 700_000;

/** One page of the history; see `readPages`. Its text has no colon but `:above`. */
export function historyPage(aboveRank: number): Query {
  return { sql, parameters: { above: aboveRank } };
}

const sql = `
  select entry, installed_rank, newest_rank from (
    select entry, installed_rank,
      sum(octet_length(entry) + 100) over (order by installed_rank) - octet_length(entry) as bytes_before,
      max(installed_rank) over () as newest_rank
    from (
      select installed_rank, cast(json_array(
        installed_rank, version, description, file, checksum, state, statements_total,
        statements_applied, applied_hash, statement_in_flight,
        if(state = 'running' and (lease_until > utc_timestamp(3) or (
          select count(*) from aurora_migrate_lock held
          join information_schema.processlist holder on holder.id = held.connection_id
          where held.run_id = entries.run_id and holder.command <> 'Sleep') > 0), 1, 0),
        timestampdiff(microsecond, '1970-01-01', started_at) div 1000,
        timestampdiff(microsecond, '1970-01-01', finished_at) div 1000, duration_ms, database_user,
        run_id, tool_version, error_statement, error_sqlstate, error_code, error_message, error_detail,
        error_hint) as char) as entry
      from aurora_migrate_history entries where installed_rank > :above
    ) listed
  ) pages where bytes_before <= ${String(byteBudget)} order by installed_rank`;

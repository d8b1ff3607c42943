import type { Query } from '../../migration/ports';

const byteBudget = 700_000;
/** Of a row's other columns, and of the response's JSON around it. */
const bytesOfRest = 300;
const maxRows = 2000;

/** One page of the history; see `readPages`. Its text has no colon but `:above`. */
export function historyPage(aboveRank: number): Query {
  return { sql, parameters: { above: aboveRank }, isRepeatable: true };
}

// Sizes first and texts only for the rows of the page: texts would go through temporary tables on
// disk, which takes half a minute for 10,000 rows. No page has as many rows as `maxRows`.
const sql = `
  select cast(json_array(
      installed_rank, version, description, file, checksum, state, statements_total,
      statements_applied, applied_hash, statement_in_flight,
      if(state = 'running' and (lease_until > utc_timestamp(3) or (
        select count(*) from aurora_migrate_lock held
        join information_schema.processlist holder on holder.id = held.connection_id
        where held.run_id = entries.run_id and holder.command <> 'Sleep') > 0), 1, 0),
      timestampdiff(microsecond, '1970-01-01', started_at) div 1000,
      timestampdiff(microsecond, '1970-01-01', finished_at) div 1000, duration_ms, database_user,
      run_id, tool_version, error_statement, error_sqlstate, error_code, error_message, error_detail,
      error_hint, seen_before) as char) as entry,
    installed_rank, newest_rank
  from aurora_migrate_history entries
  join (
    select listed_rank, sum(bytes) over (order by listed_rank) - bytes as bytes_before
    from (
      select installed_rank as listed_rank, ${String(bytesOfRest)} + octet_length(json_array(
        version, description, file, checksum, applied_hash, database_user, run_id, tool_version,
        error_message, error_detail, error_hint, seen_before)) as bytes
      from aurora_migrate_history where installed_rank > :above
      order by installed_rank limit ${String(maxRows)}
    ) listed
  ) sizes on listed_rank = installed_rank
  join (select max(installed_rank) as newest_rank from aurora_migrate_history) newest
  where bytes_before <= ${String(byteBudget)} order by installed_rank`;

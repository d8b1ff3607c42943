export const historyTable = `
  create table if not exists aurora_migrate.history (
    version text primary key,
    installed_rank integer not null unique,
    description text not null,
    file text not null,
    checksum text not null,
    state text not null check (state in ('applied', 'failed', 'running')),
    statements_total integer not null,
    statements_applied integer not null,
    applied_hash text not null,
    statement_in_flight integer,
    lease_until timestamptz,
    started_at timestamptz not null,
    finished_at timestamptz,
    duration_ms bigint,
    database_user text not null,
    run_id text not null,
    tool_version text not null,
    error_statement integer,
    error_sqlstate text,
    error_code integer,
    error_message text,
    error_detail text,
    error_hint text
  )`;

// There is one such row or none, among as many as there are scripts, and each script looks for it.
export const runningIndex = `
  create index if not exists history_running on aurora_migrate.history (run_id)
    where state = 'running'`;

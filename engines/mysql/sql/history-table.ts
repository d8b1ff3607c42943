import { text } from './text-type';

// The index is for each script's look at what else is running, which is one row or none.
export const historyTable = `
  create table if not exists aurora_migrate_history (
    version varchar(255) not null primary key,
    installed_rank int not null unique,
    description varchar(255) not null,
    file varchar(255) not null,
    checksum char(64) not null,
    state varchar(16) not null,
    statements_total int not null,
    statements_applied int not null,
    applied_hash varchar(64) not null,
    session_state longtext,
    statement_in_flight int,
    lease_until datetime(3),
    started_at datetime(3) not null,
    finished_at datetime(3),
    duration_ms bigint,
    database_user varchar(255) not null,
    run_id varchar(64) not null,
    tool_version varchar(64) not null,
    error_statement int,
    error_sqlstate char(5),
    error_code int,
    error_message text,
    error_detail text,
    error_hint text,
    key by_state (state)
  ) engine = InnoDB default ${text}`;

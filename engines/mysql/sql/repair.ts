import { text } from './text-type';

export const repairName = 'aurora_migrate_repair_1';

/** Who changed what in the history, besides runs. */
export const repairsTable = `
  create table if not exists aurora_migrate_repairs (
    id bigint not null auto_increment primary key,
    repaired_at datetime(3) not null,
    version varchar(255) not null,
    action varchar(64) not null,
    repaired_by varchar(255) not null,
    database_user varchar(255) not null,
    run_id varchar(64) not null unique,
    tool_version varchar(64) not null,
    row_before longtext not null,
    row_after longtext
  ) engine = InnoDB default ${text}`;

export const rowAsJson = `json_object(${[
  ...['version', 'installed_rank', 'description', 'file', 'checksum', 'state'],
  ...['statements_total', 'statements_applied', 'applied_hash', 'session_state'],
  ...[
    'statement_in_flight',
    'seen_before',
    'lease_until',
    'started_at',
    'finished_at',
    'duration_ms',
  ],
  ...['database_user', 'run_id', 'tool_version', 'error_statement', 'error_sqlstate'],
  ...['error_code', 'error_message', 'error_detail', 'error_hint'],
]
  .map((column) => `'${column}', ${column}`)
  .join(', ')})`;

/** What a repair does, in its order. `payload` is a variable of the procedure, or a parameter. */
export function repairSteps(payload: string, version: string) {
  const valueOf = (path: string): string => `json_unquote(json_extract(${payload}, '$.${path}'))`;
  return {
    version: valueOf('version'),
    isExpected: `version = ${version}
        and installed_rank = ${valueOf('expected.rank')}
        and state = ${valueOf('expected.state')}
        and checksum = ${valueOf('expected.checksum')}
        and statements_total = ${valueOf('expected.total')}
        and statements_applied = ${valueOf('expected.applied')}
        and applied_hash = ${valueOf('expected.hash')}
        and statement_in_flight <=> ${valueOf('expected.inFlight')}
        and run_id = ${valueOf('expected.run')}
        and coalesce(lease_until < utc_timestamp(3), 1)`,
    /** A row for each run that works: by its connection, or by its lease on another script. */
    isWorking: (holder: string): string => `select 1 from information_schema.processlist
        where id = ${holder} and id <> connection_id() and command <> 'Sleep'
      union all select 1 from aurora_migrate_history
        where state = 'running' and version <> ${version} and lease_until > utc_timestamp(3)`,
    becomes: `json_contains_path(${payload}, 'one', '$.becomes')`,
    update: `update aurora_migrate_history set
          description = ${valueOf('becomes.description')},
          file = ${valueOf('becomes.file')},
          checksum = ${valueOf('becomes.checksum')},
          session_state = if(${valueOf('becomes.state')} = 'applied', null, session_state),
          state = ${valueOf('becomes.state')},
          statements_total = ${valueOf('becomes.total')},
          statements_applied = ${valueOf('becomes.applied')},
          applied_hash = ${valueOf('becomes.hash')},
          statement_in_flight = null,
          lease_until = null,
          seen_before = null,
          finished_at = coalesce(finished_at, utc_timestamp(3))
          where version = ${version}`,
    remove: `delete from aurora_migrate_history where version = ${version}`,
    leaveTrace: (
      rowBefore: string,
      rowAfter: string,
    ): string => `insert into aurora_migrate_repairs (
          repaired_at, version, action, repaired_by, database_user, run_id, tool_version, row_before,
          row_after)
        values (utc_timestamp(3), ${version}, ${valueOf('action')}, ${valueOf('by')},
          substring_index(user(), '@', 1), ${valueOf('run')}, ${valueOf('tool')}, ${rowBefore},
          ${rowAfter})`,
  };
}

const steps = repairSteps('payload', 'script_version');

/**
 * Changes one row that still is as expected. Does nothing otherwise: the table above tells.
 * It holds the lock's row for the length of its transaction instead of writing its name there.
 */
export const repair = `
  create procedure ${repairName}(in payload longtext ${text})
  sql security invoker modifies sql data
  begin
    declare script_version varchar(255) ${text} default ${steps.version};
    declare holder bigint;
    declare row_before longtext ${text};
    declare row_after longtext ${text};
    declare continue handler for not found begin end;
    declare exit handler for sqlexception
    begin
      rollback;
      resignal;
    end;
    start transaction;
    select connection_id into holder from aurora_migrate_lock where id = 1 for update;
    select ${rowAsJson} into row_before from aurora_migrate_history where ${steps.isExpected}
      for update;
    if row_before is not null and not exists (${steps.isWorking('holder')}) then
      if ${steps.becomes} then
        ${steps.update};
        select ${rowAsJson} into row_after from aurora_migrate_history where version = script_version;
      else
        ${steps.remove};
      end if;
      ${steps.leaveTrace('row_before', 'row_after')};
    end if;
    commit;
  end`;

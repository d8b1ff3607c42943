/**
 * Creates the schema history and the runner, in one statement and one transaction.
 *
 * The Data API takes `:word` for a parameter even inside dollar quotes, so this text has no
 * colon at all: `=` assigns, `cast` converts.
 *
 * The names of the routines carry the number of their contract with this tool. A change
 * to what they take or do gets a new number, so that two versions of the tool can work on one
 * database at the same time.
 */
export const runnerName = 'aurora_migrate.run_1';

/** Key of the advisory lock that each script's transaction takes. */
const lockKey = '7021784910345213';

const historyTable = `
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

// What a script may change in its session and a transaction's end does not put back. Only what
// the session had before counts: RESET ALL and DISCARD ALL would undo the service's own settings.
const sessionState = `
  create or replace function aurora_migrate.session_state_1(
    path text, application text, custom_names jsonb) returns jsonb
  language sql volatile set search_path = pg_catalog as $body$
    select jsonb_build_object(
      'search_path', path,
      'role', current_setting('role'),
      'authorization', session_user,
      'settings', coalesce((select jsonb_object_agg(name, setting) from pg_settings
        where source = 'session' and name <> 'search_path'), '{}')
        || jsonb_build_object('application_name', application),
      'custom', coalesce((select jsonb_object_agg(name, coalesce(current_setting(name, true), ''))
        from jsonb_array_elements_text(custom_names) as name), '{}'),
      'prepared', coalesce((select jsonb_agg(name) from pg_prepared_statements where from_sql), '[]'))
  $body$`;

const restoreSession = `
  create or replace procedure aurora_migrate.restore_session_1(before jsonb)
  language plpgsql as $body$
  declare
    item record;
  begin
    for item in
      select name, coalesce(before -> 'settings' ->> name, reset_val) as old from pg_settings
      where (source = 'session' or before -> 'settings' ? name) and name <> 'search_path'
        and setting is distinct from coalesce(before -> 'settings' ->> name, reset_val)
        and name not like 'transaction\\_%'
    loop
      perform set_config(item.name, item.old, false);
    end loop;
    for item in
      select key as name, value as old from jsonb_each_text(before -> 'custom')
      where coalesce(current_setting(key, true), '') <> value
    loop
      perform set_config(item.name, item.old, false);
    end loop;
    if pg_my_temp_schema() <> 0 then
      discard temp;
    end if;
    call aurora_migrate.release_session_1(before);
  end
  $body$`;

// What not even a rollback takes back.
const releaseSession = `
  create or replace procedure aurora_migrate.release_session_1(before jsonb)
  language plpgsql set search_path = pg_catalog as $body$
  declare
    item record;
  begin
    for item in
      select name from pg_prepared_statements
      where from_sql and not before -> 'prepared' ? name
    loop
      execute format('deallocate %I', item.name);
    end loop;
    perform pg_advisory_unlock_all();
    -- Whatever LISTEN asked for, which no catalog shows before the transaction's end.
    unlisten *;
  end
  $body$`;

const recordScript = `
  create or replace procedure aurora_migrate.record_1(
    batch jsonb, script jsonb, new_state text, new_applied integer, new_hash text,
    began timestamptz, failed_statement integer, failure jsonb)
  language plpgsql set search_path = pg_catalog as $body$
  declare
    entry aurora_migrate.history;
    continued boolean;
    newest integer;
  begin
    select * into entry from aurora_migrate.history h where h.version = script ->> 'version';
    continued = coalesce(entry.run_id = batch ->> 'run' and entry.state = 'running', false);
    select coalesce(max(installed_rank), 0) into newest from aurora_migrate.history;
    entry.version = script ->> 'version';
    entry.installed_rank = case when continued then entry.installed_rank else newest + 1 end;
    entry.description = script ->> 'description';
    entry.file = script ->> 'file';
    entry.checksum = script ->> 'checksum';
    entry.state = new_state;
    entry.statements_total = cast(script ->> 'total' as integer);
    entry.statements_applied = new_applied;
    entry.applied_hash = new_hash;
    entry.statement_in_flight = case when new_state = 'running' then new_applied + 1 end;
    entry.lease_until = case when new_state = 'running' then clock_timestamp() + interval '60 s' end;
    entry.started_at = case when continued then entry.started_at else began end;
    entry.finished_at = case when new_state <> 'running' then clock_timestamp() end;
    entry.duration_ms = round(extract(epoch from entry.finished_at - entry.started_at) * 1000);
    entry.database_user = session_user;
    entry.run_id = batch ->> 'run';
    entry.tool_version = batch ->> 'tool';
    entry.error_statement = failed_statement;
    entry.error_sqlstate = failure ->> 'sqlState';
    entry.error_code = cast(failure ->> 'code' as integer);
    entry.error_message = left(failure ->> 'message', 4000);
    entry.error_detail = left(failure ->> 'detail', 2000);
    entry.error_hint = left(failure ->> 'hint', 1000);
    delete from aurora_migrate.history h where h.version = entry.version;
    insert into aurora_migrate.history select entry.*;
  end
  $body$`;

const appliedHash = `
  create or replace function aurora_migrate.hash_1(hash text, statement text) returns text
  language sql immutable set search_path = pg_catalog as $body$
    select encode(sha256(convert_to(hash || replace(statement, E'\\r\\n', E'\\n'), 'UTF8')), 'hex')
  $body$`;

const runner = `
  create or replace procedure ${runnerName}(payload text) language plpgsql as $body$
  declare
    batch jsonb = cast(payload as jsonb);
    run text = batch ->> 'run';
    known integer = cast(batch ->> 'rank' as integer);
    path text = current_setting('search_path');
    application text = current_setting('application_name');
    newest integer;
    script jsonb;
    entry aurora_migrate.history;
    before jsonb;
    began timestamptz;
    applied integer;
    hash text;
    number integer;
    ended boolean;
    failure jsonb;
    failure_at integer;
  begin
    for script_index in 0 .. jsonb_array_length(batch -> 'scripts') - 1 loop
      script = batch -> 'scripts' -> script_index;
      -- A lock of this transaction, not of the session, so a cancelled call cannot leave it behind.
      perform set_config('application_name', 'aurora_migrate waits for its turn', true);
      perform pg_advisory_xact_lock(${lockKey});
      select coalesce(max(installed_rank), 0) into newest from aurora_migrate.history;
      select * into entry from aurora_migrate.history h where h.version = script ->> 'version';
      if entry.state = 'applied' and entry.checksum = script ->> 'checksum' then
        -- Another run was faster. Its entries are known now, so they are no surprise any more.
        known = greatest(known, entry.installed_rank);
        commit;
        continue;
      end if;
      applied = cast(script ->> 'applied' as integer);
      exit when newest <> known or coalesce(entry.statements_applied, 0) <> applied
        or coalesce(entry.state = 'applied', false)
        or exists (select from aurora_migrate.history h where h.state = 'running' and h.run_id <> run)
        or coalesce(entry.state = 'running', false) <> (script ? 'settled');

      began = clock_timestamp();
      hash = coalesce(entry.applied_hash, '');
      failure = script -> 'failure';
      failure_at = applied + 1;
      ended = script ->> 'then' = 'end';
      if failure is null then
        before = aurora_migrate.session_state_1(path, application, script -> 'settings');
        if script ? 'settled' then
          applied = applied + 1;
          hash = aurora_migrate.hash_1(hash, script ->> 'settled');
        end if;
        number = applied;
        begin
          for statement_index in 0 .. jsonb_array_length(script -> 'statements') - 1 loop
            number = number + 1;
            perform pg_catalog.set_config('application_name', pg_catalog.format(
              'aurora_migrate V%s statement %s of %s', script ->> 'version', number,
              script ->> 'total'), true);
            execute script -> 'statements' ->> statement_index;
          end loop;
          number = null;
          -- Deferred constraints speak here, where they are still the script's own failure.
          set constraints all immediate;
          if session_user <> before ->> 'authorization' then
            -- By its name, since RESET does nothing where no client has logged in.
            execute pg_catalog.format('set session authorization %I', before ->> 'authorization');
          end if;
          perform pg_catalog.set_config('role', before ->> 'role', false);
          perform pg_catalog.set_config('search_path', before ->> 'search_path', false);
          call aurora_migrate.restore_session_1(before);
          if not ended then
            for statement_index in 0 .. jsonb_array_length(script -> 'statements') - 1 loop
              hash = aurora_migrate.hash_1(hash, script -> 'statements' ->> statement_index);
            end loop;
          end if;
          call aurora_migrate.record_1(batch, script, case when ended then 'applied' else 'running' end,
            applied + jsonb_array_length(script -> 'statements'), case when ended then '' else hash end,
            began, null, null);
        exception when assert_failure or others then
          declare
            error_state text;
            error_message text;
            error_detail text;
            error_hint text;
          begin
            get stacked diagnostics error_state = returned_sqlstate, error_message = message_text,
              error_detail = pg_exception_detail, error_hint = pg_exception_hint;
            failure = jsonb_build_object('sqlState', error_state, 'message', error_message,
              'detail', nullif(error_detail, ''), 'hint', nullif(error_hint, ''));
            failure_at = number;
          end;
        end;
      end if;
      if failure is not null then
        if before is not null then
          call aurora_migrate.release_session_1(before);
        end if;
        call aurora_migrate.record_1(batch, script, 'failed', applied, hash, began, failure_at, failure);
        exit;
      end if;
      known = case when entry.state = 'running' then newest else newest + 1 end;
      commit;
    end loop;
  end
  $body$`;

/** One DO block: whole or not at all, and one at a time. */
export const installSql = `do $install$
begin
  perform pg_advisory_xact_lock(${lockKey});
  if to_regnamespace('aurora_migrate') is null then
    create schema aurora_migrate;
  end if;
  ${[
    historyTable,
    appliedHash,
    sessionState,
    releaseSession,
    restoreSession,
    recordScript,
    runner,
  ].join(';\n')};
  revoke all on schema aurora_migrate from public;
  revoke all on all tables in schema aurora_migrate from public;
  revoke all on all routines in schema aurora_migrate from public;
end
$install$`;

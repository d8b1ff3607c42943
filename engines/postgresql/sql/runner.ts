import { forgetUploads } from './uploads';

export const runnerName = 'aurora_migrate.run_1';

/** Key of the advisory lock that each script's transaction takes. */
export const lockKey = '7021784910345213';

/**
 * Takes scripts, and runs each in a transaction with its history entry. Where a procedure cannot
 * commit, the call is the transaction, and takes one script.
 */
export const runner = `
  create or replace procedure ${runnerName}(payload text) language plpgsql as $body$
  declare
    batch jsonb = cast(payload as jsonb);
    -- Apart from the whole, which would be copied for each script that is taken out of it.
    scripts jsonb = coalesce(batch -> 'scripts', aurora_migrate.take_upload_1(batch -> 'upload'));
    statements jsonb;
    run text = batch ->> 'run';
    known integer = cast(batch ->> 'rank' as integer);
    commits boolean = coalesce(cast(batch ->> 'commits' as boolean), true);
    path text = current_setting('search_path');
    settings jsonb = aurora_migrate.session_settings_1();
    lock_wait text = current_setting('lock_timeout');
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
    batch = batch - 'scripts';
    -- What is read under the lock has to be newer than the wait for it. The isolation can be chosen
    -- only before a transaction has looked at anything. Where it may be older, because the
    -- transaction is the call's, the history refuses its row, and the call takes all of it back.
    if commits then
      commit;
      set transaction isolation level read committed;
    end if;
    ${forgetUploads};
    if commits then
      commit;
      set transaction isolation level read committed;
    end if;
    for script_index in 0 .. jsonb_array_length(scripts) - 1 loop
      exit when script_index > 0 and not commits;
      script = scripts -> script_index;
      -- A lock of this transaction, not of the session, so a cancelled call cannot leave it behind.
      perform set_config('application_name', 'aurora_migrate waits for its turn', true);
      perform set_config('lock_timeout', '0', true);
      perform pg_advisory_xact_lock(${lockKey});
      perform set_config('lock_timeout', lock_wait, true);
      select coalesce(max(installed_rank), 0) into newest from aurora_migrate.history;
      select * into entry from aurora_migrate.history h where h.version = script ->> 'version';
      if entry.state = 'applied' and entry.checksum = script ->> 'checksum' then
        -- Another run was faster. Its entries are known now, so they are no surprise any more.
        known = greatest(known, entry.installed_rank);
        exit when not commits;
        commit;
        set transaction isolation level read committed;
        continue;
      end if;
      applied = cast(script ->> 'applied' as integer);
      exit when newest <> known or coalesce(entry.statements_applied, 0) <> applied
        or coalesce(entry.state = 'applied', false)
        or exists (select from aurora_migrate.history h where h.state = 'running' and h.run_id <> run)
        or coalesce(entry.state = 'running', false) <> (script ? 'settled');

      began = clock_timestamp();
      statements = script -> 'statements';
      script = script - 'statements';
      hash = coalesce(entry.applied_hash, '');
      failure = script -> 'failure';
      failure_at = applied + 1;
      ended = script ->> 'then' = 'end';
      if failure is null then
        before = aurora_migrate.session_state_1(path, settings, script -> 'settings');
        if script ? 'settled' then
          applied = applied + 1;
          hash = aurora_migrate.hash_1(hash, script ->> 'settled');
        end if;
        number = applied;
        begin
          for statement_index in 0 .. jsonb_array_length(statements) - 1 loop
            number = number + 1;
            perform pg_catalog.set_config('application_name', pg_catalog.format(
              'aurora_migrate V%s statement %s of %s', script ->> 'version', number,
              script ->> 'total'), true);
            execute statements ->> statement_index;
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
            script = script || jsonb_build_object('seen', aurora_migrate.look_1(script -> 'look'));
            for statement_index in 0 .. jsonb_array_length(statements) - 1 loop
              hash = aurora_migrate.hash_1(hash, statements ->> statement_index);
            end loop;
          end if;
          call aurora_migrate.record_1(batch, script, case when ended then 'applied' else 'running' end,
            applied + jsonb_array_length(statements), case when ended then '' else hash end,
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
      exit when not commits;
      commit;
      set transaction isolation level read committed;
    end loop;
  end
  $body$`;

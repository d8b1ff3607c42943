import { interruptions } from '../errors';
import { text } from './text-type';
import { forgetUploads, takeUploadName } from './uploads';

export const runnerName = 'aurora_migrate_run_1';

/** Takes scripts, runs their statements, and checkpoints each. */
export const runner = `
  create procedure ${runnerName}(in payload longtext ${text},
    in caller_sql_mode longtext, in caller_charset varchar(64), in caller_collation varchar(64))
  sql security invoker modifies sql data
  begin
    declare call_name varchar(64) ${text} default uuid();
    declare run_name varchar(64) ${text} default json_unquote(json_extract(payload, '$.run'));
    declare tool varchar(64) ${text} default json_unquote(json_extract(payload, '$.tool'));
    declare known int default json_extract(payload, '$.rank');
    declare script_count int default json_length(payload, '$.scripts');
    declare script_index int default 0;
    declare script longtext ${text};
    declare script_version varchar(255) ${text};
    declare newest int;
    declare entry_state varchar(16) ${text};
    declare entry_checksum varchar(64) ${text};
    declare entry_rank int;
    declare entry_applied int;
    declare entry_hash varchar(64) ${text};
    declare entry_run varchar(64) ${text};
    declare entry_in_flight int;
    declare others int;
    declare new_rank int;
    declare applied int;
    declare hash varchar(64) ${text};
    declare statement_count int;
    declare statement_index int;
    declare statement longtext ${text};
    declare shares_session int;
    declare session_items longtext ${text};
    declare noted longtext ${text};
    declare statement_setup longtext ${text};
    declare argument_count int;
    declare next_is_atomic int;
    declare next_witness longtext ${text};
    declare seen varchar(16) ${text};
    declare ends int;
    declare going int default 0;
    declare failed int default 0;
    declare executed int;
    declare unsure int;
    declare this_is_atomic int;
    declare error_state char(5);
    declare error_number int;
    declare error_text text ${text};
    declare old_safe_updates int default @@session.sql_safe_updates;

    -- What a cancelled call may have left open in this session would be committed below.
    rollback;
    if json_contains_path(payload, 'one', '$.upload') then
      call ${takeUploadName}(payload);
      set script_count = json_length(payload, '$.scripts');
    end if;
    ${forgetUploads};
    drop temporary table if exists aurora_migrate_script;
    create temporary table aurora_migrate_script (n int primary key, body longtext) engine = InnoDB default ${text};
    insert into aurora_migrate_script
      select n, body from json_table(payload, '$.scripts[*]'
        columns (n for ordinality, body json path '$')) as scripts;
    drop temporary table if exists aurora_migrate_statement;
    create temporary table aurora_migrate_statement (n int primary key, body longtext, is_atomic int,
      witness longtext, setup longtext, arguments int) engine = InnoDB default ${text};

    call aurora_migrate_lock_1(call_name, run_name, going);

    while going = 1 and script_index < script_count do
      set script_index = script_index + 1;
      select body into script from aurora_migrate_script where n = script_index;
      set script_version = json_unquote(json_extract(script, '$.version'));
      set applied = json_extract(script, '$.applied');
      set ends = json_unquote(json_extract(script, '$.then')) = 'end';
      select coalesce(max(installed_rank), 0) into newest from aurora_migrate_history;
      select count(*) into others from aurora_migrate_history
        where state = 'running' and run_id <> run_name
          and (version <> script_version or lease_until > utc_timestamp(3));
      -- A run without procedures may be about to commit a checkpoint. The row is locked until it has
      -- this run's name.
      start transaction;
      select max(state), max(checksum), max(installed_rank), coalesce(max(statements_applied), 0),
          coalesce(max(applied_hash), ''), max(run_id), max(statement_in_flight), max(session_state)
        into entry_state, entry_checksum, entry_rank, entry_applied, entry_hash, entry_run,
          entry_in_flight, noted
        from aurora_migrate_history where version = script_version for update;

      if entry_state = 'applied' and entry_checksum = json_unquote(json_extract(script, '$.checksum')) then
        -- Another run was faster. Its entries are known now, so they are no surprise any more.
        set known = greatest(known, entry_rank);
        commit;
      elseif newest <> known or others > 0 or entry_applied <> applied or coalesce(entry_state, '') = 'applied'
        or (entry_in_flight is not null) <> json_contains_path(script, 'one', '$.settled')
        or (entry_in_flight is not null and entry_run <> run_name)
      then
        set going = 0;
        commit;
      else
        set hash = entry_hash;
        set new_rank = if(entry_state = 'running' and entry_run = run_name, entry_rank, newest + 1);
        set failed = 0;
        set unsure = 0;
        if json_contains_path(script, 'one', '$.failure') then
          set failed = 1;
          set error_state = json_unquote(json_extract(script, '$.failure.sqlState'));
          set error_number = json_extract(script, '$.failure.code');
          set error_text = json_unquote(json_extract(script, '$.failure.message'));
        elseif json_contains_path(script, 'one', '$.settled') then
          set applied = applied + 1;
          set hash = sha2(concat(hash, replace(json_unquote(json_extract(script, '$.settled')),
            char(13, 10 using utf8mb4), char(10 using utf8mb4))), 256);
        end if;

        delete from aurora_migrate_statement;
        insert into aurora_migrate_statement
          select n, body, is_atomic, witness, setup, arguments from json_table(script, '$.statements[*]'
            columns (n for ordinality, body longtext path '$[0]', is_atomic int path '$[1]',
              witness longtext path '$[2]', setup longtext path '$[3]',
              arguments int path '$[4]')) as statements;
        select count(*) into statement_count from aurora_migrate_statement;
        select coalesce(max(is_atomic), 0), coalesce(max(witness), '') into next_is_atomic, next_witness
          from aurora_migrate_statement where n = 1;
        set seen = null;
        if next_witness <> '' and failed = 0 then
          call aurora_migrate_look_1(next_witness, seen);
        end if;

        insert into aurora_migrate_history (version, installed_rank, description, file, checksum, state,
            statements_total, statements_applied, applied_hash, statement_in_flight, seen_before, lease_until,
            started_at, database_user, run_id, tool_version)
          values (script_version, new_rank, json_unquote(json_extract(script, '$.description')),
            json_unquote(json_extract(script, '$.file')),
            json_unquote(json_extract(script, '$.checksum')), 'running',
            json_extract(script, '$.total'), applied, hash,
            if(statement_count > 0 and not next_is_atomic, applied + 1, null), seen, null, utc_timestamp(3),
            substring_index(user(), '@', 1), run_name, tool)
          on duplicate key update
            started_at = if(installed_rank = new_rank, started_at, values(started_at)),
            installed_rank = new_rank, description = values(description), file = values(file),
            checksum = values(checksum), state = 'running', statements_total = values(statements_total),
            statements_applied = applied, applied_hash = hash, statement_in_flight = values(statement_in_flight), seen_before = seen,
            lease_until = null, finished_at = null, duration_ms = null,
            database_user = values(database_user), run_id = run_name, tool_version = tool,
            error_statement = null, error_sqlstate = null, error_code = null, error_message = null,
            error_detail = null, error_hint = null;
        commit;

        set shares_session = json_length(script, '$.session') > 0;
        -- Without the statements, which would be parsed again at each checkpoint.
        set session_items = json_object('session', json_extract(script, '$.session'));
        set sql_mode = caller_sql_mode;
        set character_set_client = caller_charset;
        set collation_connection = caller_collation;
        if shares_session and failed = 0 and json_extract(script, '$.continues') = 0 then
          call aurora_migrate_session_1('save', session_items, noted);
          if noted is not null then
            call aurora_migrate_session_1('recall', session_items, noted);
            set sql_mode = json_unquote(json_extract(noted, '$."sql_mode"'));
            set collation_connection = json_unquote(json_extract(noted, '$."collation"'));
          end if;
        end if;
        set noted = null;

        set statement_index = 0;
        while going = 1 and failed = 0 and unsure = 0 and statement_index < statement_count do
          set statement_index = statement_index + 1;
          set executed = 0;
          select body, setup, arguments, is_atomic
            into statement, statement_setup, argument_count, this_is_atomic
            from aurora_migrate_statement where n = statement_index;
          select coalesce(max(is_atomic), 0), coalesce(max(witness), '') into next_is_atomic, next_witness
            from aurora_migrate_statement where n = statement_index + 1;
          set seen = null;
          begin
            declare exit handler for sqlexception
            begin
              get diagnostics condition 1 error_state = returned_sqlstate, error_number = mysql_errno,
                error_text = message_text;
              rollback;
              -- Behind DDL that has committed, or may have done so before it was interrupted (KILL and
              -- timeouts have these numbers), it is not the statement that failed. It stays in flight.
              if this_is_atomic = 1 or (executed = 0
                and error_number not in (${interruptions.join(', ')}))
              then
                set failed = 1;
              else
                set unsure = 1;
              end if;
            end;
            start transaction;
            set @aurora_migrate_statement = statement;
            if statement_setup is not null then
              set @aurora_migrate_setup = statement_setup;
              prepare aurora_migrate_setup from @aurora_migrate_setup;
              execute aurora_migrate_setup;
              deallocate prepare aurora_migrate_setup;
            end if;
            prepare aurora_migrate_statement from @aurora_migrate_statement;
            case argument_count
              when 1 then execute aurora_migrate_statement using @aurora_migrate_1;
              when 2 then execute aurora_migrate_statement using @aurora_migrate_1, @aurora_migrate_2;
              when 3 then execute aurora_migrate_statement
                using @aurora_migrate_1, @aurora_migrate_2, @aurora_migrate_3;
              when 4 then execute aurora_migrate_statement
                using @aurora_migrate_1, @aurora_migrate_2, @aurora_migrate_3, @aurora_migrate_4;
              else execute aurora_migrate_statement;
            end case;
            set executed = 1;
            deallocate prepare aurora_migrate_statement;
            set hash = sha2(concat(hash, replace(statement, char(13, 10 using utf8mb4),
              char(10 using utf8mb4))), 256);
            if shares_session then
              call aurora_migrate_session_1('note', session_items, noted);
              set noted = json_set(coalesce(noted, '{}'), '$."sql_mode"', @@session.sql_mode,
                '$."collation"', @@session.collation_connection);
            end if;
            if next_witness <> '' then
              call aurora_migrate_look_1(next_witness, seen);
            end if;
            -- In one transaction with the statement, where the statement has one. A run whose
            -- lock another one took over finds no row and stops.
            update aurora_migrate_history set statements_applied = applied + 1, applied_hash = hash,
                session_state = noted, seen_before = seen, statement_in_flight = if(statement_index < statement_count and not next_is_atomic,
                  applied + 2, null)
              where version = script_version and run_id = run_name and call_name = (
                select call_id from aurora_migrate_lock where id = 1);
            if row_count() = 1 then
              set applied = applied + 1;
              commit;
            else
              rollback;
              set going = 0;
            end if;
          end;
        end while;

        if going = 1 then
          set @aurora_migrate_sql_mode = @@session.sql_mode;
          set @aurora_migrate_collation = @@session.collation_connection;
          if shares_session and (failed = 1 or unsure = 1 or json_extract(script, '$.keeps') = 0) then
            call aurora_migrate_session_1('restore', session_items, noted);
          end if;
          set sql_mode = caller_sql_mode;
          set session sql_safe_updates = 0;
          set seen = null;
          if failed = 0 and json_contains_path(script, 'one', '$.witness') then
            call aurora_migrate_look_1(json_extract(script, '$.witness'), seen);
          end if;
          start transaction;
          if failed = 1 then
            update aurora_migrate_history set state = 'failed', statement_in_flight = null, seen_before = null,
              finished_at = utc_timestamp(3),
              duration_ms = timestampdiff(microsecond, started_at, utc_timestamp(3)) div 1000,
              error_statement = applied + 1, error_sqlstate = error_state, error_code = error_number,
              error_message = left(error_text, 4000)
              where version = script_version and run_id = run_name and call_name = (
                select call_id from aurora_migrate_lock where id = 1);
            set going = 0;
          elseif unsure = 1 then
            set going = 0;
          elseif ends then
            update aurora_migrate_history set state = 'applied', applied_hash = '', session_state = null,
              statement_in_flight = null, seen_before = null,
              finished_at = utc_timestamp(3),
              duration_ms = timestampdiff(microsecond, started_at, utc_timestamp(3)) div 1000
              where version = script_version and run_id = run_name and call_name = (
                select call_id from aurora_migrate_lock where id = 1);
          else
            update aurora_migrate_history set statement_in_flight = applied + 1, seen_before = seen,
              lease_until = utc_timestamp(3) + interval 60 second
              where version = script_version and run_id = run_name and call_name = (
                select call_id from aurora_migrate_lock where id = 1);
          end if;
          commit;
          set session sql_safe_updates = old_safe_updates;
          set known = new_rank;
        end if;
      end if;
    end while;

    update aurora_migrate_lock set call_id = null, run_id = null, connection_id = null, since = null
      where id = 1 and call_id = call_name;
    -- Others use this session, too, and the text may have a password in it.
    set @aurora_migrate_statement = null, @aurora_migrate_setup = null;
    drop temporary table if exists aurora_migrate_script;
    drop temporary table if exists aurora_migrate_statement;
  end`;

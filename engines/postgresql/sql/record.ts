export const recordScript = `
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
    entry.seen_before = case when new_state = 'running' then script ->> 'seen' end;
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

/** What the catalog shows; null where it cannot tell. With the caller's search path. */
export const lookUp = `
  create or replace function aurora_migrate.look_1(look jsonb) returns text
  language plpgsql as $body$
  declare
    seen text;
  begin
    if look is not null then
      execute look ->> 'sql' into seen using look -> 'names';
    end if;
    return seen;
  exception when others then
    return null;
  end
  $body$`;

/** The chain that `hashStatements` computes. */
export const appliedHash = `
  create or replace function aurora_migrate.hash_1(hash text, statement text) returns text
  language sql immutable set search_path = pg_catalog as $body$
    select encode(sha256(convert_to(hash || replace(statement, E'\\r\\n', E'\\n'), 'UTF8')), 'hex')
  $body$`;

import { lockKey } from './runner';

export const repairName = 'aurora_migrate.repair_1';

/** Who changed what in the history, besides runs. */
export const repairsTable = `
  create table if not exists aurora_migrate.repairs (
    id bigint generated always as identity primary key,
    repaired_at timestamptz not null,
    version text not null,
    action text not null,
    repaired_by text not null,
    database_user text not null,
    run_id text not null unique,
    tool_version text not null,
    row_before jsonb not null,
    row_after jsonb
  )`;

/** Changes one row that still is as expected. Does nothing otherwise: the table above tells. */
export const repair = `
  create or replace procedure ${repairName}(payload text)
  language plpgsql set search_path = pg_catalog as $body$
  declare
    repair jsonb = cast(payload as jsonb);
    expected jsonb = repair -> 'expected';
    becomes jsonb = repair -> 'becomes';
    entry aurora_migrate.history;
    row_before jsonb;
    row_after jsonb;
  begin
    -- A script that runs holds the lock to its end. What is shorter than this is another repair,
    -- or this very one, sent again.
    perform set_config('lock_timeout', '2s', true);
    begin
      perform pg_advisory_xact_lock(${lockKey});
    exception when lock_not_available then
      return;
    end;
    select * into entry from aurora_migrate.history h
      where h.version = repair ->> 'version'
        and h.installed_rank = cast(expected ->> 'rank' as integer)
        and h.state = expected ->> 'state'
        and h.checksum = expected ->> 'checksum'
        and h.statements_total = cast(expected ->> 'total' as integer)
        and h.statements_applied = cast(expected ->> 'applied' as integer)
        and h.applied_hash = expected ->> 'hash'
        and h.statement_in_flight is not distinct from cast(expected ->> 'inFlight' as integer)
        and h.run_id = expected ->> 'run'
        and coalesce(h.lease_until < clock_timestamp(), true)
      for update;
    if not found then
      return;
    end if;
    row_before = to_jsonb(entry);
    if becomes is null then
      delete from aurora_migrate.history h where h.version = entry.version;
    else
      update aurora_migrate.history h set
        description = becomes ->> 'description',
        file = becomes ->> 'file',
        checksum = becomes ->> 'checksum',
        state = becomes ->> 'state',
        statements_total = cast(becomes ->> 'total' as integer),
        statements_applied = cast(becomes ->> 'applied' as integer),
        applied_hash = becomes ->> 'hash',
        statement_in_flight = null,
        lease_until = null,
        finished_at = coalesce(h.finished_at, clock_timestamp())
        where h.version = entry.version
        returning to_jsonb(h) into row_after;
    end if;
    insert into aurora_migrate.repairs (repaired_at, version, action, repaired_by, database_user,
        run_id, tool_version, row_before, row_after)
      values (clock_timestamp(), entry.version, repair ->> 'action', repair ->> 'by', session_user,
        repair ->> 'run', repair ->> 'tool', row_before, row_after);
  end
  $body$`;

// The same before each script of a call, since each script's changes are put back: reading
// pg_settings takes longer than most scripts.
export const sessionSettings = `
  create or replace function aurora_migrate.session_settings_1() returns jsonb
  language sql volatile set search_path = pg_catalog as $body$
    select coalesce(jsonb_object_agg(name, setting), '{}') || jsonb_build_object(
        'application_name', current_setting('application_name'))
      from pg_settings where source = 'session' and name <> 'search_path'
  $body$`;

// What a script may change in its session and a transaction's end does not put back. Only what
// the session had before counts: RESET ALL and DISCARD ALL would undo the service's own settings.
export const sessionState = `
  create or replace function aurora_migrate.session_state_1(
    path text, settings jsonb, custom_names jsonb) returns jsonb
  language sql volatile set search_path = pg_catalog as $body$
    select jsonb_build_object(
      'search_path', path,
      'role', current_setting('role'),
      'authorization', session_user,
      'settings', settings,
      'custom', coalesce((select jsonb_object_agg(name, coalesce(current_setting(name, true), ''))
        from jsonb_array_elements_text(custom_names) as name), '{}'),
      'prepared', coalesce((select jsonb_agg(name) from pg_prepared_statements where from_sql), '[]'))
  $body$`;

export const restoreSession = `
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
export const releaseSession = `
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

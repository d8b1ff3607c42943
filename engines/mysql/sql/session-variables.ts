import { text } from './text-type';

// What a script leaves in its session, by name, since MySQL has no list of it. Names come from the
// tool, which lets only letters, digits, underscores and dollars pass; so does this.
// Tasks: 'save' what was there before the script, 'restore' it, 'note' what the script has made
// of it by now (for the checkpoint), 'recall' that (for a run that goes on with the script).
// sql_mode and the connection's character sets are the runner's own business: a procedure's
// end undoes what it did to them.
export const sessionVariables = `
  create procedure aurora_migrate_session_1(in task varchar(16) ${text}, in script longtext ${text},
    inout state longtext ${text})
  sql security invoker modifies sql data
  begin
    declare item int default 0;
    declare kind varchar(16) ${text};
    declare item_name varchar(255) ${text};
    declare path varchar(300) ${text};
    declare variable varchar(300) ${text};
    declare continue handler for sqlexception begin end;
    while item < json_length(script, '$.session') do
      set kind = json_unquote(json_extract(script, concat('$.session[', item, '][0]')));
      set item_name = json_unquote(json_extract(script, concat('$.session[', item, '][1]')));
      if item_name not regexp '^[A-Za-z0-9_$]+$' then
        set kind = 'refused';
      end if;
      set path = concat('$."', kind, ' ', item_name, '"');
      set variable = concat(if(kind = 'system', '@@session.', '@'), item_name);
      set @aurora_migrate_setting = null;
      set @aurora_migrate_value = null;
      if kind = 'system' and task = 'save' then
        set @aurora_migrate_setting = concat('set @aurora_migrate_old_', item_name, ' = ', variable);
      elseif kind = 'system' and task = 'restore' then
        set @aurora_migrate_setting = concat('set ', variable, ' = @aurora_migrate_old_', item_name);
      elseif kind = 'user' and task = 'restore' then
        set @aurora_migrate_setting = concat('set ', variable, ' = null');
      elseif kind = 'temporary' and task = 'restore' then
        set @aurora_migrate_setting = concat('drop temporary table if exists ', item_name);
      elseif kind = 'locks' and task = 'restore' then
        set @aurora_migrate_setting = 'do release_all_locks()';
      elseif kind in ('system', 'user') and task = 'note' then
        set @aurora_migrate_setting = concat('set @aurora_migrate_value = ', variable);
      elseif kind in ('system', 'user') and task = 'recall' and json_contains_path(state, 'one', path) then
        set @aurora_migrate_value = json_unquote(json_extract(state, path));
        -- A number as it is written, since most system variables take no other type.
        set @aurora_migrate_setting = concat('set ', variable, ' = ', case json_type(json_extract(state, path))
          when 'NULL' then 'null'
          when 'STRING' then '@aurora_migrate_value'
          else @aurora_migrate_value end);
      end if;
      if @aurora_migrate_setting is not null then
        prepare aurora_migrate_setting from @aurora_migrate_setting;
        execute aurora_migrate_setting;
        deallocate prepare aurora_migrate_setting;
      end if;
      if kind in ('system', 'user') and task = 'note' then
        set state = json_set(coalesce(state, '{}'), path, @aurora_migrate_value);
      end if;
      set item = item + 1;
    end while;
  end`;

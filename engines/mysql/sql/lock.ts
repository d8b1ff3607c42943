import { text } from './text-type';

/** How long a run waits inside the database for its turn before it asks again, in seconds. */
const turnSeconds = 20;

// Whoever works is named here with its connection. The lock is free when that connection is idle or
// gone: nothing stays behind in a pooled session, as GET_LOCK would after a cancelled call.
export const lockTable = `
  create table if not exists aurora_migrate_lock (
    id tinyint not null primary key,
    call_id varchar(64),
    run_id varchar(64),
    connection_id bigint,
    since datetime(3)
  ) engine = InnoDB default ${text}`;

export const lockRow = 'insert ignore into aurora_migrate_lock (id) values (1)';

export const acquireLock = `
  create procedure aurora_migrate_lock_1(in call_name varchar(64) ${text},
    in run_name varchar(64) ${text}, out locked int)
  sql security invoker modifies sql data
  begin
    declare holder varchar(64) ${text};
    declare holder_connection bigint;
    declare give_up_at datetime(3) default sysdate(3) + interval ${String(turnSeconds)} second;
    set locked = 0;
    while locked = 0 and sysdate(3) < give_up_at do
      start transaction;
      select call_id, connection_id into holder, holder_connection
        from aurora_migrate_lock where id = 1 for update;
      if holder is null or holder_connection = connection_id() or not exists (
        select 1 from information_schema.processlist
        where id = holder_connection and command <> 'Sleep')
      then
        update aurora_migrate_lock set call_id = call_name, run_id = run_name,
          connection_id = connection_id(), since = utc_timestamp(3) where id = 1;
        set locked = 1;
      end if;
      commit;
      if locked = 0 then
        do sleep(0.1);
      end if;
    end while;
  end`;

import type { ScratchSql } from './scratch';

export const mysqlScratch: ScratchSql = {
  find: `
    select lower(routine_type) as kind, routine_name as name from information_schema.routines
    where routine_schema = database() and locate(:base, routine_name) = 1
    union all
    select 'table', table_name from information_schema.tables
    where table_schema = database() and locate(:base, table_name) = 1`,
  findRunning: `
    select id from information_schema.processlist
    where command <> 'Sleep' and id <> connection_id() and locate(:base, info) > 0`,
  stop: (id) => `kill query ${id}`,
  drop: ({ kind, name }) => `drop ${kind} if exists \`${name.replaceAll('`', '``')}\``,
  nameOf: (base, _place, what) => `${base}_${what}`,
};

import type { ScratchSql } from './scratch';

export const postgresqlScratch: ScratchSql = {
  find: `
    select 'schema' as kind, quote_ident(nspname) as name from pg_namespace
    where starts_with(nspname, :base)
    union all
    select 'table', concat(quote_ident(nspname), '.', quote_ident(relname))
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where relkind = 'r' and starts_with(relname, :base) and not starts_with(nspname, :base)
    union all
    select 'routine', concat(quote_ident(nspname), '.', quote_ident(proname))
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where starts_with(proname, :base) and not starts_with(nspname, :base)`,
  findRunning: `
    select cast(pid as text) as id from pg_stat_activity
    where state = 'active' and pid <> pg_backend_pid() and position(:base in query) > 0`,
  stop: (id) => `select cast(pg_cancel_backend(${id}) as text)`,
  drop: ({ kind, name }) => `drop ${kind} if exists ${name}${kind === 'routine' ? '' : ' cascade'}`,
  nameOf: (base, place, what) =>
    place === 'own schema' ? `${base}.${what}` : `aurora_migrate.${base}_${what}`,
};

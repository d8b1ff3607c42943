import type { TextRow } from '../../support/local-database';

/** Runs one query and gives each value as text. */
export type Ask = (sql: string) => Promise<readonly TextRow[]>;

/** All that a database stores, ours left out: one line for each object. */
export async function readCatalog(ask: Ask): Promise<readonly string[]> {
  const rows = await ask(catalogQuery);
  return rows.map(({ object, definition }) => `${object ?? ''}\n${definition ?? ''}`).sort();
}

/** The rows of all tables, by table; without times, which no two databases share. */
export async function readRows(ask: Ask): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const { name, columns } of await ask(tablesQuery)) {
    const rows = await ask(
      `select cast(row(${columns ?? ''}) as text) as content from ${name ?? ''} order by 1`,
    );
    found[name ?? ''] = rows.map(({ content }) => content ?? '');
  }
  return found;
}

const namespaces = `namespaces as (
    select oid, nspname, nspacl from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'aurora_migrate'))`;

const catalogQuery = `
  with ${namespaces},
  relations as (
    select c.* from pg_class c join namespaces n on n.oid = c.relnamespace),
  routines as (
    select p.* from pg_proc p join namespaces n on n.oid = p.pronamespace),
  objects (class, id, part, definition) as (
    select cast('pg_namespace' as regclass), oid, 0, cast(nspacl as text) from namespaces
    union all
    select 'pg_class', oid, 0, concat_ws(' ', relkind, relpersistence, reloptions, relacl,
        relrowsecurity, relreplident, pg_get_userbyid(relowner),
        case when relkind in ('v', 'm') then pg_get_viewdef(oid) end,
        case when relkind in ('i', 'I') then pg_get_indexdef(oid) end,
        case when relkind = 'p' then pg_get_partkeydef(oid) end,
        case when relispartition then pg_get_expr(relpartbound, oid) end)
      from relations
    union all
    select 'pg_class', attrelid, attnum, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull,
        nullif(attidentity, ''), nullif(attgenerated, ''), attcollation, attacl, attoptions,
        (select pg_get_expr(adbin, adrelid) from pg_attrdef d
          where d.adrelid = a.attrelid and d.adnum = a.attnum))
      from pg_attribute a
      where attrelid in (select oid from relations) and attnum > 0 and not attisdropped
    union all
    select 'pg_proc', oid, 0, concat_ws(' ', proacl,
        case when prokind <> 'a' then pg_get_functiondef(oid) end)
      from routines
    union all
    select 'pg_constraint', oid, 0, pg_get_constraintdef(oid) from pg_constraint
      where connamespace in (select oid from namespaces)
    union all
    select 'pg_trigger', oid, 0, concat_ws(' ', pg_get_triggerdef(oid), tgenabled) from pg_trigger
      where tgrelid in (select oid from relations) and not tgisinternal
    union all
    select 'pg_rewrite', oid, 0, pg_get_ruledef(oid) from pg_rewrite
      where ev_class in (select oid from relations)
    union all
    select 'pg_policy', oid, 0, concat_ws(' ', polcmd, polroles, pg_get_expr(polqual, polrelid),
        pg_get_expr(polwithcheck, polrelid)) from pg_policy
      where polrelid in (select oid from relations)
    union all
    select 'pg_type', oid, 0, concat_ws(' ', typtype, typdefault, typbasetype, (
        select string_agg(enumlabel, ', ' order by enumsortorder) from pg_enum
        where enumtypid = t.oid)) from pg_type t
      where typnamespace in (select oid from namespaces) and typtype in ('e', 'd')
    union all
    select 'pg_class', seqrelid, 0, concat_ws(' ', format_type(seqtypid, null), seqstart,
        seqincrement, seqmax, seqmin, seqcache, seqcycle) from pg_sequence
      where seqrelid in (select oid from relations)
    union all
    select 'pg_extension', oid, 0, extversion from pg_extension
    union all
    select classoid, objoid, objsubid, 'comment ' || description from pg_description
      where objoid in (
        select oid from relations union select oid from routines union select oid from namespaces
        union select oid from pg_constraint union select oid from pg_trigger
        union select oid from pg_type where typnamespace in (select oid from namespaces))
  )
  select concat_ws(' ', identified.type, identified.identity) as object, definition
  from objects, pg_identify_object(class, id, part) as identified`;

const tablesQuery = `
  with ${namespaces}
  select cast(c.oid as regclass) as name, coalesce((
      select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
      where attrelid = c.oid and attnum > 0 and not attisdropped
        and format_type(atttypid, null) not like 'time%'), '') as columns
  from pg_class c where c.relkind = 'r' and c.relnamespace in (select oid from namespaces)
  order by 1`;

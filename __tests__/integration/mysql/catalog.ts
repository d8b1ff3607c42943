import type { TextRow } from '../../support/local-database';

/** Runs one query and gives each value as text. */
export type Ask = (sql: string) => Promise<readonly TextRow[]>;

/** All that a database stores, ours left out: what SHOW CREATE says of each object. */
export async function readCatalog(ask: Ask): Promise<Readonly<Record<string, string>>> {
  const [found] = await ask('select database() as name');
  const name = found?.name ?? '';
  const catalog: Record<string, string> = {};
  for (const { kind, object } of await ask(objectsQuery)) {
    const [shown = {}] = await ask(`show create ${kind ?? ''} ${quoted(object)}`);
    catalog[`${kind ?? ''} ${object ?? ''}`] = Object.entries(shown)
      .filter(([label]) => label !== 'Created')
      // The one thing in which two databases must differ.
      .map(([label, value]) => `${label}: ${(value ?? 'NULL').replaceAll(name, 'this_database')}`)
      .join('\n');
  }
  return catalog;
}

/** The rows of all tables in hex, by table; without times, which no two databases share. */
export async function readRows(ask: Ask): Promise<Readonly<Record<string, readonly string[]>>> {
  // MySQL cuts off at 1,024 bytes by default.
  await ask('set session group_concat_max_len = 1000000');
  const rows: Record<string, readonly string[]> = {};
  for (const { object, columns } of await ask(tablesQuery)) {
    const found = await ask(
      `select concat_ws(' ', ${columns ?? ''}) as content from ${quoted(object)} order by 1`,
    );
    rows[object ?? ''] = found.map(({ content }) => content ?? '');
  }
  return rows;
}

function quoted(name: string | null | undefined): string {
  return `\`${(name ?? '').replaceAll('`', '``')}\``;
}

const objectsQuery = `
  select * from (
    select if(table_type = 'VIEW', 'view', 'table') as kind, table_name as object
      from information_schema.tables where table_schema = database()
    union all
    select lower(routine_type), routine_name
      from information_schema.routines where routine_schema = database()
    union all
    select 'trigger', trigger_name
      from information_schema.triggers where trigger_schema = database()
    union all
    select 'event', event_name from information_schema.events where event_schema = database()
  ) objects where object not like 'aurora\\_migrate\\_%'`;

const tablesQuery = `
  select t.table_name as object, group_concat(concat('ifnull(hex(\`',
      replace(c.column_name, '\`', '\`\`'), '\`), 0)') order by c.ordinal_position) as columns
  from information_schema.tables t
  join information_schema.columns c
    on c.table_schema = t.table_schema and c.table_name = t.table_name
  where t.table_schema = database() and t.table_type = 'BASE TABLE'
    and t.table_name not like 'aurora\\_migrate\\_%'
    and c.data_type not in ('timestamp', 'datetime')
  group by t.table_name`;

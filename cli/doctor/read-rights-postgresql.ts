import { NoAnswerError, type Line } from './line';
import { reasonOf, textOf } from './outcome';
import type { Rights } from './rights';

export async function readPostgresqlRights(line: Line): Promise<Rights> {
  const found = await line.call({ sql: query });
  if (found.kind !== 'result') throw new NoAnswerError(reasonOf(found));
  const [user = '', database = '', canCreate, owner = '', canUse] = (found.rows[0] ?? []).map(
    textOf,
  );
  return postgresqlRights({
    user,
    database,
    canCreate: canCreate === '1',
    owner,
    canUse: canUse === '1',
  });
}

export interface PostgresqlFacts {
  readonly user: string;
  readonly database: string;
  /** CREATE on the database. */
  readonly canCreate: boolean;
  /** Of the schema history; empty without one. */
  readonly owner: string;
  /** All that a run does with the history that is there. */
  readonly canUse: boolean;
}

/** What of it is missing. CREATE is needed only until there is a history. */
export function postgresqlRights({
  user,
  database,
  canCreate,
  owner,
  canUse,
}: PostgresqlFacts): Rights {
  const hasHistory = owner !== '';
  return {
    user,
    database,
    missing: !hasHistory && !canCreate ? ['CREATE'] : [],
    ...(hasHistory && !canUse && { foreignOwner: owner }),
    ...(canCreate ? { place: 'own schema' } : hasHistory && canUse ? { place: 'history' } : {}),
  };
}

const query = `
  select quote_ident(current_user) as user_name, quote_ident(current_database()) as database_name,
    case when has_database_privilege(current_database(), 'create') then 1 else 0 end as can_create,
    coalesce(quote_ident(pg_get_userbyid(n.nspowner)), '') as owner,
    case when has_schema_privilege(n.oid, 'usage') and has_schema_privilege(n.oid, 'create')
      and has_table_privilege(h.oid, 'select') and has_table_privilege(h.oid, 'insert')
      and has_table_privilege(h.oid, 'delete') then 1 else 0 end as can_use
  from (select 1) one
  left join pg_namespace n on n.nspname = 'aurora_migrate'
  left join pg_class h on h.relnamespace = n.oid and h.relname = 'history'`;

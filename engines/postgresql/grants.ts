import type { Session } from '../../migration/ports';

/** What a user needs to make a history, or to use that of another one. */
export async function grants(session: Session): Promise<readonly string[]> {
  const [row] = await session.execute({
    sql: `select quote_ident(current_user) as grantee, quote_ident(current_database()) as name,
      case when to_regnamespace('aurora_migrate') is null then 0 else 1 end as is_there`,
    isRepeatable: true,
  });
  const grantee = String(row?.grantee);
  if (Number(row?.is_there) === 0) {
    return [`GRANT CREATE ON DATABASE ${String(row?.name)} TO ${grantee}`];
  }
  return [
    `GRANT USAGE ON SCHEMA aurora_migrate TO ${grantee}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA aurora_migrate TO ${grantee}`,
    `GRANT EXECUTE ON ALL ROUTINES IN SCHEMA aurora_migrate TO ${grantee}`,
  ];
}

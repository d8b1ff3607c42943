import type { ContractDatabase } from '../contract-database';

/** The number of a session of the database that the process list shows so; undefined without one. */
export async function sessionIn(
  db: ContractDatabase,
  condition: string,
): Promise<string | undefined> {
  const [found] = await db.query(
    `select id from information_schema.processlist where db = database() and ${condition}`,
  );
  return found?.id ?? undefined;
}

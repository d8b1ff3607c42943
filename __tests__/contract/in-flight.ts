import type { ContractDatabase } from './contract-database';

/** As if the run had ended behind a statement and before its checkpoint. */
export async function leaveInFlight(
  db: ContractDatabase,
  version: string,
  seenBefore: string | undefined,
): Promise<void> {
  const table = db.engine === 'aurora-mysql' ? 'aurora_migrate_history' : 'aurora_migrate.history';
  await db.query(
    `update ${table} set state = 'running', statements_applied = 0, applied_hash = '', ` +
      `statement_in_flight = 1, seen_before = ${seenBefore === undefined ? 'null' : `'${seenBefore}'`}, ` +
      `finished_at = null where version = '${version}'`,
  );
}

/** How often statements of a script were sent by themselves. */
export function sentAlone({ calls }: ContractDatabase, version = ''): number {
  return calls.filter(({ sql }) => sql?.startsWith(`/* aurora-migrate V${version}`) === true)
    .length;
}

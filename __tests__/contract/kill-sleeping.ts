import type { ContractDatabase } from './contract-database';
import { until } from './until';

/** Ends the session that sleeps in a statement, as soon as there is one. */
export async function killSleeping(db: ContractDatabase): Promise<void> {
  const isMysql = db.engine === 'aurora-mysql';
  let id: string | undefined;
  await until(async () => {
    const [found] = await db.query(isMysql ? mysqlSleeper : postgresqlSleeper);
    id = found?.id ?? undefined;
    return id !== undefined;
  });
  await db.query(isMysql ? `kill ${String(id)}` : `select pg_terminate_backend(${String(id)})`);
}

const mysqlSleeper =
  "select id from information_schema.processlist where state = 'User sleep' and db = database()";

const postgresqlSleeper =
  "select pid as id from pg_stat_activity where wait_event = 'PgSleep' " +
  'and datname = current_database()';

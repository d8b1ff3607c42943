import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world';

/** Waits until nothing of ours works in the database any more. */
export async function untilQuiet(world: World): Promise<void> {
  const sql = world.set.engine === 'aurora-mysql' ? mysqlWorkers : postgresqlWorkers;
  const deadline = Date.now() + 15_000;
  for (;;) {
    const workers = await world.query(sql);
    if (workers.length === 0) return;
    if (Date.now() > deadline) throw new Error(`still at work: ${JSON.stringify(workers)}`);
    await sleep(5);
  }
}

/** Locks and transactions that nobody will end; none should be there when all is quiet. */
export async function findLeftovers(world: World): Promise<readonly string[]> {
  const sql = world.set.engine === 'aurora-mysql' ? mysqlLeftovers : postgresqlLeftovers;
  for (let attempt = 1; ; attempt += 1) {
    const left = await world.query(sql);
    if (left.length === 0 || attempt === attempts) return left.map((row) => JSON.stringify(row));
    await sleep(looksMs + Math.random() * looksMs);
  }
}

// InnoDB shows a picture of its transactions that is as old as the last look of anybody in the last 100 ms.
const looksMs = 150;
// A transaction that nobody ends any more, the service ends; in the matrix after 3.6 s.
const attempts = 30;

/** Does as if the minute of a lease were over. */
export async function ageLeases(world: World): Promise<void> {
  if ((await world.history()).length === 0) return;
  await world.query(
    world.set.engine === 'aurora-mysql'
      ? 'update aurora_migrate_history set lease_until = utc_timestamp(3) where lease_until is not null'
      : 'update aurora_migrate.history set lease_until = now() where lease_until is not null',
  );
}

// A service process may look after a table that a script has just filled.
const postgresqlWorkers = `
  select pid, state, query from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
    and state <> 'idle'`;

const postgresqlLeftovers = `
  select l.pid, l.locktype, a.state, a.query from pg_locks l join pg_stat_activity a using (pid)
  where a.datname = current_database() and l.pid <> pg_backend_pid()
    and a.backend_type = 'client backend'
  union all
  select pid, 'transaction', state, query from pg_stat_activity
  where datname = current_database() and state like 'idle in transaction%'`;

// MariaDB calls an idle session killed whose last statement was.
const mysqlWorkers = `
  select id, command, state, info from information_schema.processlist
  where db = database() and id <> connection_id()
    and command <> 'Sleep' and not (command = 'Killed' and info is null)`;

const mysqlLeftovers = `
  select trx_mysql_thread_id, trx_state, trx_tables_locked from information_schema.innodb_trx
  where trx_mysql_thread_id in (select id from information_schema.processlist where db = database())
    and trx_mysql_thread_id <> connection_id()`;

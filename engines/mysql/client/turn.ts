import type { Run } from '../../../migration/engine';
import type { Query, Row, Session } from '../../../migration/ports';
import { hashStatements } from '../../../migration/statement-hash';
import { checkpoint, fail, leaseSeconds } from './checkpoint';
import { locked } from './locked';
import type { EncodedPortion, Progress } from './portion';

export interface Turn extends Progress {
  /** The time is over: the rest is left to the next run, which may have it at once. */
  readonly isOver: boolean;
  /** What the last checkpoint says of the script's session. */
  readonly noted?: string;
}

/**
 * Takes the script, when it is still the next one: under the row that the runner locks, and only while no
 * runner works. From then on the script's own row, with the run's name and a lease, is the lock.
 *
 * @returns undefined when it is not this run's turn
 */
export async function takeTurn(
  session: Session,
  run: Run,
  knownRank: number,
  portion: EncodedPortion,
  isTimeOver: () => boolean,
): Promise<Turn | undefined> {
  const [lock] = await locked(session, lockRow);
  const [entry] = await locked(session, lockEntry(portion));
  if (lock === undefined) return undefined;
  const others = await readOthers(session, run, portion, lock);
  if (!isNext(run, knownRank, portion, entry, others)) return undefined;

  // A runner whose connection is gone finds at its next checkpoint that the lock is not its own.
  if (lock.call_id !== null) await session.execute({ sql: freeLock });
  const applied = portion.applied;
  const hash = String(entry?.applied_hash ?? '');
  const continues = entry?.state === 'running' && entry.run_id === run.id;
  const rank = continues ? Number(entry.installed_rank) : Number(others.newest) + 1;
  const isOver = isTimeOver();
  const lease = isOver ? 0 : leaseSeconds;
  await session.execute(begin(run, portion, rank, { applied, hash, lease }));

  const noted = entry?.session_state;
  const turn = { ...settled(portion, { applied, hash }), ...noteOf(noted), isOver };
  if (portion.failure !== undefined) {
    await fail(session, run, portion, turn, { failure: portion.failure, at: applied + 1 });
  } else if (portion.statements.length === 0 || portion.settled !== undefined) {
    await checkpoint(session, run, portion, turn, undefined, lease);
  }
  return turn;
}

function settled(
  { settled: text, failure }: EncodedPortion,
  { applied, hash }: Progress,
): Progress {
  return text === undefined || failure !== undefined
    ? { applied, hash }
    : { applied: applied + 1, hash: hashStatements([text], hash) };
}

function noteOf(noted: Row[string] | undefined): Pick<Turn, 'noted'> {
  return typeof noted === 'string' ? { noted } : {};
}

const lockRow: Query = {
  sql: 'select call_id, connection_id from aurora_migrate_lock where id = 1 for update',
};

// Before anything else is read: a transaction that goes on with the script may hold it, and what the
// others of this transaction show is as old as the first of them.
function lockEntry({ version }: EncodedPortion): Query {
  return {
    sql: `select state, checksum, installed_rank, statements_applied, applied_hash, run_id,
      statement_in_flight, session_state from aurora_migrate_history where version = :version for update`,
    parameters: { version },
  };
}

async function readOthers(
  session: Session,
  run: Run,
  { version }: EncodedPortion,
  { connection_id: holder }: Row,
): Promise<Row> {
  const [row] = await session.execute({
    sql: `select
      (select coalesce(max(installed_rank), 0) from aurora_migrate_history) as newest,
      (select count(*) from aurora_migrate_history where state = 'running' and run_id <> :run
        and (version <> :version or lease_until > utc_timestamp(3))) as running,
      (select count(*) from information_schema.processlist
        where id = :holder and id <> connection_id() and command <> 'Sleep') as working`,
    parameters: { run: run.id, version, holder: holder ?? null },
  });
  return row ?? {};
}

/** As the runner decides it. */
function isNext(
  run: Run,
  knownRank: number,
  portion: EncodedPortion,
  entry: Row | undefined,
  { newest, running, working }: Row,
): boolean {
  const isInFlight = entry !== undefined && entry.statement_in_flight !== null;
  return (
    Number(newest) === knownRank &&
    Number(running) === 0 &&
    Number(working) === 0 &&
    entry?.state !== 'applied' &&
    Number(entry?.statements_applied ?? 0) === portion.applied &&
    isInFlight === (portion.settled !== undefined) &&
    (!isInFlight || entry.run_id === run.id)
  );
}

const freeLock = `update aurora_migrate_lock set call_id = null, run_id = null, connection_id = null,
  since = null where id = 1`;

function begin(
  run: Run,
  portion: EncodedPortion,
  rank: number,
  { applied, hash, lease }: Progress & { readonly lease: number },
) {
  const { version, description, file, checksum, total } = portion;
  return {
    sql: `insert into aurora_migrate_history (version, installed_rank, description, file, checksum,
        state, statements_total, statements_applied, applied_hash, lease_until, started_at,
        database_user, run_id, tool_version)
      values (:version, :rank, :description, :file, :checksum, 'running', :total, :applied, :hash,
        utc_timestamp(3) + interval ${String(lease)} second, utc_timestamp(3),
        substring_index(user(), '@', 1), :run, :tool)
      on duplicate key update
        started_at = if(installed_rank = values(installed_rank), started_at, values(started_at)),
        installed_rank = values(installed_rank), description = values(description),
        file = values(file), checksum = values(checksum), state = 'running',
        statements_total = values(statements_total), statement_in_flight = null, seen_before = null,
        lease_until = values(lease_until), finished_at = null, duration_ms = null,
        database_user = values(database_user), run_id = values(run_id),
        tool_version = values(tool_version), error_statement = null, error_sqlstate = null,
        error_code = null, error_message = null, error_detail = null, error_hint = null`,
    parameters: {
      ...{ version, rank, description, file, checksum, total, applied, hash },
      ...{ run: run.id, tool: run.toolVersion },
    },
  };
}

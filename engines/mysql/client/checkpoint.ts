import type { Run } from '../../../migration/engine';
import { SqlError, type SqlErrorDetails } from '../../../migration/errors';
import type { Query, Session, Value } from '../../../migration/ports';
import { decodeWitness, type EncodedWitness } from '../../../migration/witness';
import { lookQuery, toSight } from '../look';
import type { EncodedPortion, Progress } from './portion';

/** Longer than a stretch of statements: nobody prolongs it while a transaction has its row. */
export const leaseSeconds = 120;

/**
 * Writes how far the script is; the transaction has its row.
 *
 * @param lease seconds; 0 leaves the rest to the next run
 */
export async function checkpoint(
  session: Session,
  run: Run,
  portion: EncodedPortion,
  { applied, hash }: Progress,
  noted?: string,
  lease = leaseSeconds,
): Promise<void> {
  const isDone = applied === portion.applied + countOf(portion);
  const ending = isDone ? await endOf(session, portion) : goingFor(lease);
  const isEnd = ending === applies;
  await session.execute(
    update(run, portion, ending.set, {
      ...ending.parameters,
      applied,
      hash: isEnd ? '' : hash,
      noted: isEnd ? null : (noted ?? null),
    }),
  );
}

export async function fail(
  session: Session,
  run: Run,
  portion: EncodedPortion,
  { applied, hash }: Progress,
  { failure, at }: { readonly failure: SqlErrorDetails; readonly at: number },
  noted?: string,
): Promise<void> {
  await session.execute(
    update(run, portion, failed, {
      applied,
      hash,
      noted: noted ?? null,
      at,
      state: failure.sqlState ?? null,
      code: failure.code ?? null,
      message: failure.message,
    }),
  );
}

/** How many statements of the script the portion is, with the one that ran by itself before. */
function countOf({ statements, settled }: EncodedPortion): number {
  return statements.length + (settled === undefined ? 0 : 1);
}

interface Ending {
  readonly set: string;
  readonly parameters?: Readonly<Record<string, Value>>;
}

async function endOf(session: Session, { then, witness }: EncodedPortion): Promise<Ending> {
  if (then === 'end') return applies;
  return { set: alone, parameters: { seen: await see(session, witness) } };
}

async function see(session: Session, encoded: EncodedWitness | undefined): Promise<Value> {
  const witness = decodeWitness(encoded);
  if (witness === undefined || witness.kind === 'repeatable') return null;
  try {
    const [row] = await session.execute(lookQuery(witness));
    return toSight(row).state;
  } catch (error) {
    // As if nobody had looked.
    if (error instanceof SqlError) return null;
    throw error;
  }
}

const finished = `finished_at = utc_timestamp(3), lease_until = null, statement_in_flight = null,
  seen_before = null, duration_ms = timestampdiff(microsecond, started_at, utc_timestamp(3)) div 1000`;
const applies: Ending = { set: `state = 'applied', ${finished}` };
const failed = `state = 'failed', ${finished}, error_statement = :at, error_sqlstate = :state,
  error_code = :code, error_message = left(:message, 4000)`;
const goingFor = (seconds: number): Ending => ({
  set: `lease_until = utc_timestamp(3) + interval ${String(seconds)} second`,
});
const alone = `statement_in_flight = :applied + 1, seen_before = :seen,
  lease_until = utc_timestamp(3) + interval 60 second`;

function update(
  run: Run,
  { version }: EncodedPortion,
  set: string,
  parameters: Readonly<Record<string, Value>>,
): Query {
  return {
    sql: `update aurora_migrate_history set statements_applied = :applied, applied_hash = :hash,
      session_state = coalesce(:noted, if(:hash = '', null, session_state)), ${set}
      where version = :version and run_id = :run and state = 'running'`,
    parameters: { ...parameters, version, run: run.id },
  };
}

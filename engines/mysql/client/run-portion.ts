import type { Run } from '../../../migration/engine';
import {
  MigrationError,
  SqlError,
  type SqlErrorDetails,
  TransactionEndedError,
  UnknownOutcomeError,
} from '../../../migration/errors';
import type { Session } from '../../../migration/ports';
import { hashStatements } from '../../../migration/statement-hash';
import { isReadOnly } from '../errors';
import { checkpoint, fail, leaseSeconds } from './checkpoint';
import { locked } from './locked';
import type { Place } from './place';
import type { EncodedPortion, Progress } from './portion';
import { send } from './sending';
import { takeTurn } from './turn';

/** After this long the statements of a transaction are committed, and the next ones get another. */
const stretchMs = 20_000;

/**
 * Does what the runner in the database does, from here: what it may do in one transaction, with the
 * checkpoint in the same one. It ends early when another run has the script, when the time is over, and,
 * where no session is shared, after a while.
 */
export async function runPortion(
  place: Place,
  run: Run,
  knownRank: number,
  portion: EncodedPortion,
  isTimeOver: () => boolean,
): Promise<void> {
  const turn = await place.atomically((session) =>
    takeTurn(session, run, knownRank, portion, isTimeOver),
  );
  if (turn === undefined || portion.failure !== undefined) return;
  await place.state?.begin(portion.session, turn.noted);
  let at: Progress = turn;
  const end = portion.applied + (portion.settled === undefined ? 0 : 1) + portion.statements.length;
  for (let isOver = turn.isOver; at.applied < end && !isOver; isOver = isTimeOver()) {
    const next = await runStretch(place, run, portion, at, isTimeOver);
    if (next === undefined || place.state === undefined) return;
    at = next;
  }
}

/** @returns undefined when the script is not this run's any more, or has failed */
async function runStretch(
  place: Place,
  run: Run,
  portion: EncodedPortion,
  from: Progress,
  isTimeOver: () => boolean,
): Promise<Progress | undefined> {
  try {
    return await place.atomically(async (session) => {
      if (!(await holds(session, run, portion, from))) return undefined;
      return execute(session, place, run, portion, from, isTimeOver);
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    await place.atomically(async (session) => {
      if (await holds(session, run, portion, from)) {
        await fail(session, run, portion, from, error);
      }
    });
    return undefined;
  }
}

async function execute(
  session: Session,
  place: Place,
  run: Run,
  portion: EncodedPortion,
  from: Progress,
  isTimeOver: () => boolean,
): Promise<Progress | undefined> {
  const begin = performance.now();
  const texts = textsFrom(portion, from.applied);
  await session.execute({ sql: savepoint });
  let at = from;
  for (const text of texts) {
    try {
      await send(session, text, { mark: markOfRun(run) });
    } catch (error) {
      const failure = failureOf(error);
      const failed = { failure, at: at.applied + 1 };
      if (!(error instanceof SqlError) || !(await isAlive(session))) throw new TakenBack(failed);
      await fail(session, run, portion, at, failed, await place.state?.note());
      return undefined;
    }
    at = { applied: at.applied + 1, hash: hashStatements([text], at.hash) };
    if (performance.now() - begin > stretchMs || isTimeOver()) break;
  }
  const noted = await place.state?.note();
  await checkpoint(session, run, portion, at, noted, isTimeOver() ? 0 : leaseSeconds);
  return at;
}

/** By which a session is found that works for a run. */
export function markOfRun({ id }: Run): string {
  return `/* aurora-migrate run ${id} */`;
}

/** A statement failed, and its transaction has ended with it. */
class TakenBack extends Error {
  readonly failure: SqlErrorDetails;
  readonly at: number;

  constructor({ failure, at }: Pick<TakenBack, 'failure' | 'at'>) {
    super(failure.message);
    this.failure = failure;
    this.at = at;
  }
}

/**
 * Locks the script's row to the end of the transaction. Nobody else can have it then, and what nobody
 * commits but this run is not committed by a transaction that it has given up.
 */
async function holds(
  session: Session,
  run: Run,
  { version }: EncodedPortion,
  { applied }: Progress,
): Promise<boolean> {
  const rows = await locked(session, {
    sql: `select version from aurora_migrate_history where version = :version and run_id = :run
      and state = 'running' and statements_applied = :applied and statement_in_flight is null
      for update`,
    parameters: { version, run: run.id, applied },
  });
  return rows.length === 1;
}

// Some errors take the whole transaction back, a deadlock for one, and its savepoints with it.
async function isAlive(session: Session): Promise<boolean> {
  try {
    await session.execute({ sql: `release ${savepoint}` });
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}

const savepoint = 'savepoint aurora_migrate';

function textsFrom({ applied, settled, statements }: EncodedPortion, from: number) {
  const first = applied + (settled === undefined ? 0 : 1);
  return statements.slice(from - first).map(([text]) => text);
}

/** @throws what is no word about the statement: the run looks into the history then */
function failureOf(error: unknown): SqlErrorDetails {
  if (isReadOnly(error)) throw error;
  if (error instanceof SqlError) return error.details;
  const isOpen = error instanceof UnknownOutcomeError || error instanceof TransactionEndedError;
  if (isOpen || !(error instanceof MigrationError)) throw error;
  return { message: error.message };
}

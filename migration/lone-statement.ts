import type { BatchItem } from './batches';
import type { Run } from './engine';
import {
  MigrationError,
  SqlError,
  StatementTimeoutError,
  TransactionEndedError,
  UnknownOutcomeError,
  UnsupportedResultError,
} from './errors';
import type { HistoryEntry } from './history';
import { holderOf, type InFlight } from './in-flight';
import type { MigrateContext } from './migrate-context';
import type { Session } from './ports';
import { readTexts } from './script-reader';
import type { Settled } from './settled';
import { invalid } from './witness';

/** How long a lease lasts. Longer than a call, so that a call of the run that had it is over. */
export const leaseSeconds = 60;

/** How often a run prolongs its lease. */
export const renewEveryMs = 20_000;

/** A call whose statement may go on, or may begin only now. */
export interface OpenEnd {
  readonly error: StatementTimeoutError | UnknownOutcomeError;
  readonly lostAt: number;
}

/** The statement of the run's own that is in flight, when it is one that runs alone. */
export function loneStatement(
  history: readonly HistoryEntry[],
  run: Run,
  items: readonly BatchItem[],
): InFlight | undefined {
  const entry = history.find(({ state, runId }) => state === 'running' && runId === run.id);
  const number = entry?.statementInFlight;
  if (entry === undefined || number === undefined) return undefined;
  const migration = items.find((item) => item.migration.version === entry.version)?.migration;
  const place = migration?.statements[number - 1];
  return migration !== undefined && place?.runsAlone === true
    ? { migration, entry, number, place }
    : undefined;
}

/**
 * Sends the statement by itself, and holds its lease while the call lasts.
 *
 * @returns undefined when its session has gone before it
 */
export async function sendAlone(
  context: MigrateContext,
  session: Session,
  inFlight: InFlight,
): Promise<Settled | OpenEnd | undefined> {
  const { entry, migration, number } = inFlight;
  const { version } = entry;
  if (meetsInvalid(inFlight)) return { version, number, failure: { message: notSent } };

  const { texts } = await readTexts(context.readScript, migration);
  const stop = holdMeanwhile(context, inFlight);
  try {
    await context.engine.runAlone(session, { version, number }, texts[number - 1] ?? '');
    return { version, number };
  } catch (error) {
    if (error instanceof SqlError) return { version, number, failure: error.details };
    // It ran. What it selects, nobody reads.
    if (error instanceof UnsupportedResultError) return { version, number };
    if (isOpenEnded(error)) return { error, lostAt: context.clock.now() };
    // The session is gone, and the statement has not run.
    if (error instanceof TransactionEndedError) return undefined;
    // The call was refused before anything ran.
    if (error instanceof MigrationError) {
      return { version, number, failure: { message: error.message } };
    }
    throw error;
  } finally {
    stop();
  }
}

/** True for a call whose work may have been done, or may go on. */
export function isOpenEnded(error: unknown): error is StatementTimeoutError | UnknownOutcomeError {
  return error instanceof StatementTimeoutError || error instanceof UnknownOutcomeError;
}

// IF NOT EXISTS would pass it over, and the script would be applied without a usable index.
function meetsInvalid({ entry, place: { witness } }: InFlight): boolean {
  if (witness === undefined || witness.kind === 'repeatable') return false;
  return witness.expects === 'there' && (entry.seenBefore?.endsWith(invalid) ?? false);
}

const notSent =
  'The statement was not sent, since one of this name is there already, and is invalid';

// A call to a cluster that wakes up or throttles takes longer than a lease.
function holdMeanwhile({ engine, database, run, clock }: MigrateContext, inFlight: InFlight) {
  const beat = (): void => {
    // When this fails, the next one may not; and the statement goes on without a lease, too.
    void engine.hold(database, run, holderOf(inFlight), leaseSeconds).catch(() => undefined);
  };
  return clock.every?.(renewEveryMs, beat) ?? everyInterval(renewEveryMs, beat);
}

function everyInterval(intervalMs: number, beat: () => void): () => void {
  const timer = setInterval(beat, intervalMs).unref();
  return () => {
    clearInterval(timer);
  };
}

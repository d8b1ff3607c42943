import type { Engine, Holder, Run } from './engine';
import type { HistoryEntry } from './history';
import type { Manifest } from './manifest';
import type { Migration, StatementPlace } from './migration';
import type { Session } from './ports';
import { judge, type Verdict } from './witness';

/** A statement of which the history does not know yet whether it is applied. */
export interface InFlight {
  readonly migration: Migration;
  readonly entry: HistoryEntry;
  /** Its number in its script, from 1. */
  readonly number: number;
  readonly place: StatementPlace;
}

/** What is known of a statement that does not run any more. */
export interface Outcome {
  readonly verdict: Verdict;
  /** What it left half-way, a sentence each. */
  readonly leftovers: readonly string[];
}

/** The statement that an entry has in flight; undefined when the script is another one by now. */
export function inFlightOf(manifest: Manifest, entry: HistoryEntry): InFlight | undefined {
  const migration = manifest.migrations.find(({ version }) => version === entry.version);
  return migration && locate(migration, entry);
}

/** True when no more than a look into the database is needed to go on. */
export function isDecidable(migration: Migration, entry: HistoryEntry): boolean {
  const witness = locate(migration, entry)?.place.witness;
  if (witness === undefined) return false;
  return witness.kind === 'repeatable' || entry.seenBefore !== undefined;
}

/** The entry of a run that has gone and left a statement in flight. */
export function findLeftBehind(history: readonly HistoryEntry[]): HistoryEntry | undefined {
  return history.find(
    ({ state, statementInFlight, isLive }) =>
      state === 'running' && statementInFlight !== undefined && !isLive,
  );
}

/** True as long as a run has the lease of a statement in flight. */
export function isHeldBy(
  run: Run,
  history: readonly HistoryEntry[],
  { entry: { version }, number }: InFlight,
): boolean {
  return history.some(
    (entry) =>
      entry.version === version &&
      entry.state === 'running' &&
      entry.statementInFlight === number &&
      entry.runId === run.id,
  );
}

export function holderOf({ entry, number }: InFlight): Holder {
  return { version: entry.version, number, runId: entry.runId };
}

/** Asks the catalog. */
export async function findOutcome(
  engine: Engine,
  session: Session,
  { entry, place: { witness } }: InFlight,
): Promise<Outcome> {
  if (witness === undefined) return { verdict: 'unknown', leftovers: [] };
  if (witness.kind === 'repeatable') return { verdict: 'repeatable', leftovers: [] };
  const { state, leftovers } = await engine.look(session, witness);
  return { verdict: judge(witness, entry.seenBefore, state), leftovers };
}

function locate(migration: Migration, entry: HistoryEntry): InFlight | undefined {
  const number = entry.statementInFlight;
  const place = number === undefined ? undefined : migration.statements[number - 1];
  // Of an edited script nobody can say which statement it was.
  if (number === undefined || place === undefined || migration.checksum !== entry.checksum) {
    return undefined;
  }
  return { migration, entry, number, place };
}

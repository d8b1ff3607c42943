import type { HistoryEntry } from './history';
import type { Manifest } from './manifest';
import type { Migration } from './migration';
import { compareVersions } from './version';

/**
 * What a script is, seen from the folder and the history together:
 *
 * - `applied`: as it is in the folder.
 * - `pending`: not applied; runs next, in order.
 * - `failed`: stopped at a statement; runs again from there.
 * - `running`: somebody works on it now.
 * - `interrupted`: its run ended without a word; runs again from its checkpoint.
 * - `unknown`: its run ended while a statement was in flight that has no transaction.
 * - `changed`: applied, and edited since.
 * - `missing`: applied, and no longer in the folder.
 * - `out of order`: pending, and older than the newest applied one.
 */
export type ScriptState =
  | 'applied'
  | 'pending'
  | 'failed'
  | 'running'
  | 'interrupted'
  | 'unknown'
  | 'changed'
  | 'missing'
  | 'out of order';

export interface Script {
  readonly version: string;
  readonly state: ScriptState;
  /** Absent when the script is missing. */
  readonly migration?: Migration;
  /** Absent when no run has begun it. */
  readonly entry?: HistoryEntry;
}

/** Puts folder and history side by side, by version. */
export function compareWithHistory(
  manifest: Manifest,
  history: readonly HistoryEntry[],
): readonly Script[] {
  const entries = new Map(history.map((entry) => [entry.version, entry]));
  const newest = newestApplied(history);
  const found = manifest.migrations.map((migration): Script => {
    const entry = entries.get(migration.version);
    entries.delete(migration.version);
    const script = { version: migration.version, migration, ...(entry !== undefined && { entry }) };
    if (leftNothing(entry) && isOlder(migration, newest))
      return { ...script, state: 'out of order' };
    return { ...script, state: entry === undefined ? 'pending' : stateOf(migration, entry) };
  });
  const missing = [...entries.values()].map((entry): Script => ({
    version: entry.version,
    state: missingState(entry),
    entry,
  }));
  return [...found, ...missing].sort((a, b) => compareVersions(a.version, b.version));
}

/** The highest version of which anything is applied. */
export function newestApplied(history: readonly HistoryEntry[]): string | undefined {
  return history
    .filter(({ state, statementsApplied }) => state === 'applied' || statementsApplied > 0)
    .map(({ version }) => version)
    .sort(compareVersions)
    .at(-1);
}

/** The version that the schema is at: the highest that is applied as a whole. */
export function schemaVersionOf(history: readonly HistoryEntry[]): string | undefined {
  return newestApplied(history.filter(({ state }) => state === 'applied'));
}

function stateOf(migration: Migration, entry: HistoryEntry): ScriptState {
  switch (entry.state) {
    case 'applied':
      return entry.checksum === migration.checksum ? 'applied' : 'changed';
    case 'failed':
      return 'failed';
    case 'running':
      if (entry.isLive) return 'running';
      return entry.statementInFlight === undefined ? 'interrupted' : 'unknown';
  }
}

function missingState(entry: HistoryEntry): ScriptState {
  // Nothing of it is in the database, so nothing is lost with its file.
  return leftNothing(entry) ? 'failed' : 'missing';
}

function leftNothing(entry: HistoryEntry | undefined): boolean {
  return entry === undefined || (entry.state === 'failed' && entry.statementsApplied === 0);
}

function isOlder(migration: Migration, newest: string | undefined): boolean {
  return newest !== undefined && compareVersions(migration.version, newest) < 0;
}

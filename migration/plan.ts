import { compareWithHistory, newestApplied, schemaVersionOf, type Script } from './compare';
import type { HistoryEntry } from './history';
import type { Manifest } from './manifest';
import type { Migration } from './migration';
import { PlanRefusedError, type PlanProblem } from './plan-refused-error';

export interface PendingMigration {
  readonly migration: Migration;
  /** Statements of it that are applied already. */
  readonly statementsApplied: number;
}

export interface Plan {
  /** What will run, in this order. */
  readonly pending: readonly PendingMigration[];
  /** Scripts that another run works on now. */
  readonly running: readonly HistoryEntry[];
  /** The highest version applied as a whole; absent when there is none. */
  readonly schemaVersion?: string;
}

export interface PlanOptions {
  /**
   * Runs pending scripts that are older than the newest applied one.
   *
   * @default false
   */
  readonly outOfOrder?: boolean;
  /**
   * Hashes of the first `statementsApplied` statements, by file, as the folder has them now.
   * Needed for scripts that stopped half-way; see `halfApplied`.
   */
  readonly appliedHashes?: ReadonlyMap<string, string>;
}

/** Decides what to run. Throws, before anything has run, when history and folder disagree. */
export function planMigrations(
  manifest: Manifest,
  history: readonly HistoryEntry[],
  options: PlanOptions = {},
): Plan {
  const scripts = compareWithHistory(manifest, history);
  const newest = newestApplied(history);
  const problems = scripts.flatMap((script) => problemOf(script, scripts, newest, options) ?? []);
  if (problems.length > 0) throw new PlanRefusedError(problems);

  const schemaVersion = schemaVersionOf(history);
  return {
    pending: scripts.flatMap(pendingOf),
    running: scripts.flatMap(({ state, entry }) =>
      state === 'running' && entry !== undefined ? [entry] : [],
    ),
    ...(schemaVersion !== undefined && { schemaVersion }),
  };
}

/** Scripts whose first statements are applied and must not change any more. */
export function halfApplied(
  manifest: Manifest,
  history: readonly HistoryEntry[],
): readonly { readonly migration: Migration; readonly entry: HistoryEntry }[] {
  return compareWithHistory(manifest, history).flatMap(({ migration, entry }) =>
    migration !== undefined &&
    entry !== undefined &&
    entry.state !== 'applied' &&
    entry.statementsApplied > 0
      ? [{ migration, entry }]
      : [],
  );
}

function pendingOf({ state, migration, entry }: Script): readonly PendingMigration[] {
  if (migration === undefined || state === 'applied') return [];
  return [{ migration, statementsApplied: entry?.statementsApplied ?? 0 }];
}

function problemOf(
  script: Script,
  all: readonly Script[],
  newest: string | undefined,
  { outOfOrder = false, appliedHashes }: PlanOptions,
): PlanProblem | undefined {
  const { state, migration, entry } = script;
  switch (state) {
    case 'missing':
      return entry && { kind: 'missing', entry, renamedTo: renamed(entry, all) };
    case 'changed':
      return migration && entry && { kind: 'changed', migration, entry };
    case 'out of order':
      return outOfOrder || migration === undefined || newest === undefined
        ? undefined
        : { kind: 'out of order', migration, newest };
    case 'unknown':
      return migration && entry && { kind: 'unknown', migration, entry };
    case 'failed':
    case 'interrupted':
      return migration && entry && resumeProblem(migration, entry, appliedHashes);
    case 'applied':
    case 'pending':
    case 'running':
      return undefined;
  }
}

function resumeProblem(
  migration: Migration,
  entry: HistoryEntry,
  appliedHashes: ReadonlyMap<string, string> = new Map(),
): PlanProblem | undefined {
  if (entry.statementsApplied === 0) return undefined;
  return appliedHashes.get(migration.file) === entry.appliedHash
    ? undefined
    : { kind: 'applied part changed', migration, entry };
}

/** The file that looks like a missing script under another version. */
export function renamed(entry: HistoryEntry, all: readonly Script[]): string | undefined {
  return all.find(
    (other) => other.entry === undefined && other.migration?.checksum === entry.checksum,
  )?.migration?.file;
}

import type { Engine, Run } from './engine';
import { SqlError } from './errors';
import type { HistoryEntry } from './history';
import type { Manifest } from './manifest';
import { MigrationRun } from './migration-run';
import type { Plan, PlanOptions } from './plan';
import { planMigrations } from './plan';
import type { Clock, Database, ReadScript, Session } from './ports';
import { InstallError } from './run-errors';
import { appliedHashesOf } from './script-reader';

export interface MigrateContext {
  readonly database: Database;
  readonly engine: Engine;
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
  readonly run: Run;
  /** The scripts' folder as people know it, for messages: `schema`. */
  readonly folder: string;
  readonly clock: Clock;
  /** The most that one call's payload may take, in bytes as serialized. */
  readonly maxPayloadBytes: number;
  /**
   * When to stop waiting for other runs and for long statements, in milliseconds since 1970.
   *
   * @default never
   */
  readonly deadline?: number;
  /** @default false */
  readonly outOfOrder?: boolean;
  /** @default nobody listens */
  readonly onEvent?: (event: MigrateEvent) => void;
}

export type MigrateEvent =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'waiting'; readonly entry: HistoryEntry }
  | { readonly kind: 'still running'; readonly file: string }
  | { readonly kind: 'applied'; readonly entry: HistoryEntry; readonly byAnotherRun: boolean }
  | { readonly kind: 'failed'; readonly entry: HistoryEntry; readonly byAnotherRun: boolean };

export interface MigrateResult {
  /** Scripts applied while this run worked, by it or by another one, in their order. */
  readonly applied: readonly { readonly entry: HistoryEntry; readonly byAnotherRun: boolean }[];
  /** The highest version applied; absent for an empty database. */
  readonly schemaVersion?: string;
}

/**
 * Applies what is pending.
 *
 * @throws PlanRefusedError when folder and history disagree; nothing has run then
 * @throws ScriptFailedError when a script failed
 * @throws AnotherRunError, StillRunningError when the deadline came first
 */
export async function migrate(context: MigrateContext): Promise<MigrateResult> {
  const { database, engine } = context;
  const history = await engine.readHistory(database, 0);
  const plan = await planOf(context, history ?? []);
  context.onEvent?.({ kind: 'planned', plan });
  if (plan.pending.length === 0) return resultOf([], plan);

  if (history === undefined) await install(engine, database);
  return new MigrationRun(context, history ?? []).finish();
}

async function install(engine: Engine, database: Database): Promise<void> {
  try {
    await engine.install(database);
  } catch (error) {
    throw error instanceof SqlError ? new InstallError(engine.rights, error) : error;
  }
}

export interface PlanContext {
  readonly database: Session;
  readonly engine: Engine;
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
  readonly outOfOrder?: boolean;
}

/** Reads the history and decides what would run, without changing anything. */
export async function readPlan(context: PlanContext): Promise<Plan> {
  return planOf(context, (await context.engine.readHistory(context.database, 0)) ?? []);
}

export async function planOf(
  context: Omit<PlanContext, 'database' | 'engine'>,
  history: readonly HistoryEntry[],
): Promise<Plan> {
  const { manifest, readScript, outOfOrder = false } = context;
  const options: PlanOptions = {
    outOfOrder,
    appliedHashes: await appliedHashesOf(manifest, history, readScript),
  };
  return planMigrations(manifest, history, options);
}

export function resultOf(
  applied: MigrateResult['applied'],
  { schemaVersion }: Plan,
): MigrateResult {
  return { applied, ...(schemaVersion !== undefined && { schemaVersion }) };
}

import type { Engine } from './engine';
import type { HistoryEntry } from './history';
import type { Manifest } from './manifest';
import { PlanRefusedError } from './plan-refused-error';
import { planMigrations, type Plan, type PlanOptions } from './plan';
import type { ReadScript, Session } from './ports';
import type { RunHistory } from './run-history';
import { appliedHashesOf } from './script-reader';

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
  { leavesInFlight = false }: Pick<PlanOptions, 'leavesInFlight'> = {},
): Promise<Plan> {
  const { manifest, readScript, outOfOrder = false } = context;
  const appliedHashes = await appliedHashesOf(manifest, history, readScript);
  return planMigrations(manifest, history, { outOfOrder, appliedHashes, leavesInFlight });
}

/**
 * Decides what is left to a run that works already.
 *
 * @throws PlanRefusedError with what the run has applied
 */
export async function planTheRest(
  context: Parameters<typeof planOf>[0],
  history: RunHistory,
): Promise<Plan> {
  try {
    return await planOf(context, history.entries, { leavesInFlight: true });
  } catch (error) {
    if (!(error instanceof PlanRefusedError)) throw error;
    throw new PlanRefusedError(error.problems, history.ownVersions());
  }
}

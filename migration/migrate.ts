import type { Engine } from './engine';
import { SqlError } from './errors';
import { settledRank } from './history';
import type { MigrateContext, MigrateResult } from './migrate-context';
import { MigrationRun } from './migration-run';
import type { Database } from './ports';
import { planOf } from './read-plan';
import { InstallError } from './run-errors';

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
  const plan = await planOf(context, history ?? [], { leavesInFlight: true });
  context.onEvent?.({ kind: 'planned', plan, settledRank: settledRank(history ?? []) });
  if (history === undefined && plan.pending.length > 0) await install(engine, database);
  return new MigrationRun(context, history ?? []).finish();
}

async function install(engine: Engine, database: Database): Promise<void> {
  try {
    await engine.install(database);
  } catch (error) {
    const isDenied = error instanceof SqlError && /\bdenied\b/i.test(error.message);
    throw isDenied ? new InstallError(engine.rights, error) : error;
  }
}

import { adaptManifest } from './adapt-manifest';
import type { Engine } from './engine';
import { RequestRefusedError, SqlError } from './errors';
import type { MigrateContext, MigrateResult } from './migrate-context';
import { MigrationRun } from './migration-run';
import type { Database } from './ports';
import { planOf } from './read-plan';
import { InstallError, InstallRefusedError } from './run-errors';
import { StrategyRefusedError } from './strategy';

/**
 * Applies what is pending.
 *
 * @throws PlanRefusedError when folder and history disagree; nothing has run then
 * @throws ScriptFailedError when a script failed
 * @throws AnotherRunError, StillRunningError when the deadline came first
 */
export async function migrate(context: MigrateContext): Promise<MigrateResult> {
  const { database, onEvent } = context;
  const history = await context.engine.readHistory(database, 0);
  const plan = await planOf(context, history ?? [], { leavesInFlight: true });
  onEvent?.({ kind: 'planned', plan });
  let isInstalled = history !== undefined || plan.pending.length === 0;
  for (let { engine } = context; ;) {
    try {
      const adapted = { ...context, engine, manifest: await adaptManifest(context, engine, plan) };
      if (!isInstalled) await install(engine, database);
      isInstalled = true;
      return await new MigrationRun(adapted, history ?? []).finish();
    } catch (error) {
      if (!(error instanceof StrategyRefusedError)) throw error;
      engine = error.instead;
      onEvent?.({ kind: 'slower', refused: error.refused, strategy: engine.strategy });
    }
  }
}

async function install(engine: Engine, database: Database): Promise<void> {
  try {
    await engine.install(database);
  } catch (error) {
    if (error instanceof RequestRefusedError) throw new InstallRefusedError(error);
    const isDenied = error instanceof SqlError && /\bdenied\b/i.test(error.message);
    throw isDenied ? new InstallError(engine.rights, error) : error;
  }
}

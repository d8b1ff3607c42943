import { adaptManifest } from './adapt-manifest';
import type { Engine } from './engine';
import { RequestRefusedError, SqlError } from './errors';
import { settledRank } from './history';
import type { MigrateContext, MigrateResult } from './migrate-context';
import { MigrationRun } from './migration-run';
import type { Database } from './ports';
import { planOf, planTheRest } from './read-plan';
import {
  CallFailedError,
  HistoryAccessError,
  InstallError,
  InstallRefusedError,
} from './run-errors';
import { RunHistory } from './run-history';
import { StrategyRefusedError } from './strategy';
import { Uploads } from './uploads';

/**
 * Applies what is pending.
 *
 * @throws PlanRefusedError when folder and history disagree; nothing has run then
 * @throws ScriptFailedError when a script failed
 * @throws AnotherRunError, StillRunningError when the deadline came first
 */
export async function migrate(context: MigrateContext): Promise<MigrateResult> {
  const { database, onEvent } = context;
  const found = await context.engine.readHistory(database, 0);
  const history = new RunHistory(context.run, found ?? []);
  let plan = await planOf(context, history.entries, { leavesInFlight: true });
  onEvent?.({ kind: 'planned', plan, settledRank: settledRank(history.entries) });
  let isInstalled = found !== undefined || plan.pending.length === 0;
  const uploads = new Uploads(context);
  for (let { engine } = context; ;) {
    try {
      const adapted = { ...context, engine, manifest: await adaptManifest(context, engine, plan) };
      if (!isInstalled) await install(engine, database);
      isInstalled = true;
      return await new MigrationRun(adapted, history, uploads).finish();
    } catch (error) {
      if (!(error instanceof StrategyRefusedError)) {
        throw await named(error, engine, database, history);
      }
      engine = error.instead;
      onEvent?.({ kind: 'slower', refused: error.refused, strategy: engine.strategy });
      // Of what was applied before, nothing has to be sent any more.
      plan = await planTheRest(context, history);
    }
  }
}

async function install(engine: Engine, database: Database): Promise<void> {
  try {
    await engine.install(database);
  } catch (error) {
    if (error instanceof RequestRefusedError) throw new InstallRefusedError(error);
    throw isDenied(error) ? new InstallError(await engine.grants(database), error) : error;
  }
}

/** A call of the runner that was denied before it did anything is a right that is missing. */
async function named(
  error: unknown,
  engine: Engine,
  database: Database,
  { hasProgressed }: RunHistory,
): Promise<unknown> {
  if (!(error instanceof CallFailedError) || hasProgressed) return error;
  if (!isDenied(error.cause)) return error;
  return new HistoryAccessError(await engine.grants(database), error.cause);
}

function isDenied(error: unknown): error is SqlError {
  return error instanceof SqlError && /\bdenied\b/i.test(error.message);
}

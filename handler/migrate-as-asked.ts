import { migrate } from '../migration/migrate';
import type { MigrateContext, MigrateResult } from '../migration/migrate-context';
import { PlanRefusedError } from '../migration/plan-refused-error';
import { OutOfTimeError, TimeOverError } from '../migration/run-errors';
import { ownVersions, summarize } from '../migration/summary';
import type { FollowUpEvent, MigrationEvent, MigrationResult, Unfinished } from './environment';
import { assertAsPlanned } from './event';
import { assertSameScripts, digestOf, nextRun, readResult } from './follow-up';
import { logEvent, type EventLogger } from './log-event';

export interface AskedContext extends Omit<MigrateContext, 'onEvent'> {
  readonly logger: EventLogger;
}

/** Applies what Terraform planned, or goes on where the invocation before had no more time. */
export async function migrateAsAsked(
  event: MigrationEvent | FollowUpEvent,
  context: AskedContext,
): Promise<MigrationResult> {
  if ('files' in event) {
    assertAsPlanned(event, context.manifest);
    return work(event, context);
  }
  const { unfinished } = event.follows;
  if (unfinished === undefined) return event.follows;
  assertSameScripts(unfinished, context.manifest);
  return work(event, { ...context, run: nextRun(unfinished, context.run) }, unfinished);
}

async function work(
  { hasFollowUp = false }: Pick<MigrationEvent, 'hasFollowUp'>,
  context: AskedContext,
  before?: Unfinished,
): Promise<MigrationResult> {
  const { engine, database, manifest, run, logger } = context;
  let unfinished = before;
  try {
    const result = await migrate({
      ...context,
      onEvent: (event) => {
        logEvent(logger, event);
        if (event.kind !== 'planned') return;
        unfinished ??= { scripts: digestOf(manifest), run: run.id, aboveRank: event.settledRank };
      },
    });
    return toResult(before === undefined ? result : await readResult(engine, database, before));
  } catch (error) {
    if (error instanceof PlanRefusedError && before !== undefined) {
      throw refusedBehind(error, await readResult(engine, database, before));
    }
    const isAlone = before === undefined && !hasFollowUp;
    if (!(error instanceof TimeOverError) || unfinished === undefined || isAlone) throw error;
    const result = await readResult(engine, database, unfinished);
    if (!hasFollowUp) throw error instanceof OutOfTimeError ? ofAll(error, result) : error;
    logger.info('left to the next invocation', { left: error.left });
    return { ...toResult(result, error.left), unfinished };
  }
}

/** What was applied before this invocation is applied, too. */
function ofAll({ pending, inPart }: OutOfTimeError, result: MigrateResult): OutOfTimeError {
  return new OutOfTimeError(ownVersions(result.applied), pending, inPart);
}

function refusedBehind({ problems }: PlanRefusedError, result: MigrateResult): PlanRefusedError {
  return new PlanRefusedError(problems, ownVersions(result.applied));
}

function toResult(result: MigrateResult, left?: string): MigrationResult {
  const { applied, schemaVersion } = result;
  return {
    message: summarize(result, left),
    applied: applied.length,
    ...(schemaVersion !== undefined && { schemaVersion }),
  };
}

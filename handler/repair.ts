import type { Run } from '../migration/engine';
import type { RepairRecord } from '../migration/repair/change';
import { describeRepair } from '../migration/repair/describe-repair';
import type { PlannedRepair } from '../migration/repair/plan-repair';
import { doRepair, readRepair, type RepairContext } from '../migration/repair/repair';
import { RepairTokenError } from '../migration/repair/repair-errors';
import { rowAfter, rowBefore } from '../migration/repair/row-values';
import { tokenOf } from '../migration/repair/token';
import type { RepairResult } from './environment';
import type { EventLogger } from './log-event';
import type { RepairEvent } from './repair-event';

/** Shows a repair; does it only for the token of what was shown. */
export async function repairAsAsked(
  { repair: { by, confirm, ...request } }: RepairEvent,
  context: RepairContext & { readonly logger: EventLogger; readonly run: Run },
): Promise<RepairResult> {
  const { logger, run } = context;
  const planned = await readRepair(context, request);
  const token = tokenOf(planned);
  if (confirm === undefined) {
    logger.info('repair shown', { ...fieldsOf(planned), by });
    return resultOf(
      planned,
      `Nothing was changed. Send it again with "confirm": "${token}" to do it.`,
    );
  }
  if (confirm !== token) throw new RepairTokenError(request.version, confirm);
  const record = await doRepair(context, planned, { by, run });
  logger.info('repaired', { ...fieldsOf(planned), by, id: record.id, runId: run.id });
  return resultOf(planned, `Done, as repair ${record.id}.`, record);
}

function resultOf(planned: PlannedRepair, outcome: string, record?: RepairRecord): RepairResult {
  const { version, action } = planned.request;
  const { what, next } = describeRepair(planned);
  return {
    message: `${what} ${next} ${outcome}`,
    applied: 0,
    repair: {
      done: record !== undefined,
      version,
      action,
      token: tokenOf(planned),
      before: rowBefore(planned),
      after: rowAfter(planned) ?? null,
      ...(record !== undefined && { id: record.id }),
    },
  };
}

/** No statement and no message of the database: both may hold the user's data. */
function fieldsOf({ request, entry, becomes }: PlannedRepair): Readonly<Record<string, unknown>> {
  return {
    version: request.version,
    action: request.action,
    file: entry.file,
    stateBefore: entry.state,
    stateAfter: becomes?.state ?? 'removed',
  };
}

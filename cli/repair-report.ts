import type { RepairRecord } from '../migration/repair/change';
import { describeRepair } from '../migration/repair/describe-repair';
import type { PlannedRepair } from '../migration/repair/plan-repair';
import { changedValues, rowAfter, rowBefore } from '../migration/repair/row-values';
import { tokenOf } from '../migration/repair/token';
import type { Colors } from './colors';
import type { SchemaContext } from './context';
import { indent } from './format';
import { formatTable } from './table';
import { describeTarget } from './target';

/** What a repair will do: in words, and by the row's values. */
export function shownText(
  planned: PlannedRepair,
  { folder, target }: Pick<SchemaContext, 'folder' | 'target'>,
  { bold }: Colors,
): string {
  const { what, next } = describeRepair(planned);
  const changes = changedValues(rowBefore(planned), rowAfter(planned));
  const isRemoval = planned.becomes === undefined;
  const titles = ['COLUMN', 'BEFORE', ...(isRemoval ? [] : ['AFTER'])];
  const table = formatTable(
    titles.map((title) => ({ title })),
    changes.map(({ column, before, after }) => [
      bold(column),
      textOf(before),
      ...(isRemoval ? [] : [textOf(after)]),
    ]),
  );
  const body = [`${what}\n${next}\n`, table].join('\n');
  return `${folder} → ${describeTarget(target)}\n\n${indent(body)}`;
}

export function unconfirmedText(planned: PlannedRepair): string {
  return (
    `\n  Nothing was changed. --yes does it; --confirm ${tokenOf(planned)} does it only if it is ` +
    'still what is shown here.\n'
  );
}

export function doneText({ id, by, runId }: RepairRecord): string {
  return `\n  Done. The database keeps a trace of it: repair ${id}, by ${by}, run ${runId}.\n`;
}

/** @param record absent when it was only shown */
export function repairJson(planned: PlannedRepair, record?: RepairRecord): object {
  const { version, action } = planned.request;
  return {
    repaired: record !== undefined,
    version,
    action,
    ...describeRepair(planned),
    token: tokenOf(planned),
    before: rowBefore(planned),
    after: rowAfter(planned) ?? null,
    ...(record !== undefined && { repair: record }),
  };
}

function textOf(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === '' ? '–' : String(value);
}

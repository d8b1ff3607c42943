import { createHash } from 'node:crypto';
import type { PlannedRepair } from './plan-repair';
import { rowAfter, rowBefore } from './row-values';

/** Names what was shown: the repair, the row before it and the row behind it. */
export function tokenOf(planned: PlannedRepair): string {
  const { version, action } = planned.request;
  const shown = [version, action, rowBefore(planned), rowAfter(planned) ?? null];
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16);
}

import * as v from 'valibot';
import { repairActions } from '../migration/repair/request';
import { parseVersion } from '../migration/version';

/** What somebody sends who wants one row of the history repaired. */
export type RepairEvent = v.InferOutput<typeof repairEventSchema>;

const repairSchema = v.strictObject({
  version: v.pipe(
    v.string(),
    v.regex(/^[0-9]+(?:[._][0-9]+)*$/, 'is not a version such as 7 or 1.10'),
    v.transform(parseVersion),
  ),
  action: v.picklist(repairActions),
  /** Who asks, for the trace: the function does not know its caller. */
  by: v.pipe(
    v.string(),
    v.regex(/\S/, 'is empty'),
    v.maxLength(255, 'is longer than 255 characters'),
  ),
  undone: v.exactOptional(v.boolean()),
  /** The token that came with what was shown; without it, nothing is changed. */
  confirm: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'is not a token'))),
});

export const repairEventSchema = v.strictObject({
  repair: v.pipe(
    repairSchema,
    v.check(
      ({ action, undone }) => undone === undefined || action === 'remove-failed',
      '"undone" belongs to the action remove-failed',
    ),
  ),
});

import * as v from 'valibot';
import { isPlainName, maxNameLength, repairActions } from '../migration/repair/request';
import { parseVersion } from '../migration/version';
import { received } from './event-problems';

/** What somebody sends who wants one row of the history repaired. */
export type RepairEvent = v.InferOutput<typeof repairEventSchema>;

const tooLong = (issue: { readonly received: string }): string =>
  `has ${issue.received} characters, and may have ${String(maxNameLength)}`;

const repairSchema = v.strictObject({
  version: v.pipe(
    v.string(),
    v.maxLength(maxNameLength, tooLong),
    v.regex(/^[0-9]+(?:[._][0-9]+)*$/, received('is not a version such as 7 or 1.10')),
    v.transform(parseVersion),
  ),
  action: v.picklist(repairActions),
  /** Who asks, for the trace: the function does not know its caller. */
  by: v.pipe(
    v.string(),
    v.regex(/\S/, received('is empty')),
    v.maxLength(maxNameLength, tooLong),
    v.check(isPlainName, received('has a control character, or half of a character')),
  ),
  undone: v.exactOptional(v.boolean()),
  /** The token that came with what was shown; without it, nothing is changed. */
  confirm: v.exactOptional(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, received('is not a token'))),
  ),
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

import * as v from 'valibot';
import { MigrationError } from '../migration/errors';
import type { Manifest } from '../migration/manifest';
import { firstLines } from '../migration/version-list';
import { visible } from '../migration/visible';
import type { FollowUpEvent, MigrationEvent } from './environment';
import { problemsOf, received, recordOf } from './event-problems';
import { repairEventSchema, type RepairEvent } from './repair-event';

/** The function was called with something else than Terraform sends. */
export class EventError extends MigrationError {
  override readonly name = 'EventError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The migration function does not understand its event: ${problems.join('; ')}. ` +
        'It takes {"files": {"<script>": "<sha256>"}} or {"follows": …}, as the SchemaMigration ' +
        'construct sends them, or {"repair": {"version": …, "action": …, "by": …}}, as ' +
        'docs/history.md describes. ' +
        'Nothing was applied.',
    );
  }
}

/** The layer holds other scripts than the plan showed. */
export class LayerMismatchError extends MigrationError {
  override readonly name = 'LayerMismatchError';

  /** @param isFollowUp whether an invocation before this one may have applied some */
  constructor(
    readonly differences: readonly string[],
    { isFollowUp = false }: { readonly isFollowUp?: boolean } = {},
  ) {
    super(
      [
        'The scripts in the layer are not the ones that were planned:',
        ...firstLines(differences).map((difference) => `  ${visible(difference)}`),
        `Nothing ${isFollowUp ? 'more ' : ''}was applied. ` +
          'Plan and apply again, from one and the same synthesized folder.',
      ].join('\n'),
    );
  }
}

/** @throws EventError */
export function parseEvent(event: unknown): MigrationEvent | FollowUpEvent | RepairEvent {
  const result = has(event, 'repair')
    ? v.safeParse(repairEventSchema, event)
    : has(event, 'follows')
      ? v.safeParse(followUpSchema, event)
      : v.safeParse(schema, event);
  if (result.success) return result.output;
  throw new EventError(problemsOf(result.issues));
}

function has(event: unknown, member: string): boolean {
  return typeof event === 'object' && event !== null && Object.hasOwn(event, member);
}

const sha256 = /^[0-9a-f]{64}$/;

const schema = v.strictObject({
  files: recordOf(sha256, 'is not a SHA-256'),
  hasFollowUp: v.exactOptional(v.boolean()),
});

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const followUpSchema = v.strictObject({
  follows: v.strictObject({
    message: v.string(),
    applied: count,
    schemaVersion: v.exactOptional(v.string()),
    unfinished: v.exactOptional(
      v.strictObject({
        scripts: v.pipe(v.string(), v.regex(sha256, received('is not a SHA-256'))),
        run: v.pipe(
          v.string(),
          v.regex(/^[0-9A-Za-z.-]{1,55}$/, received('is not the id of a run')),
        ),
        aboveRank: count,
      }),
    ),
  }),
  hasFollowUp: v.exactOptional(v.boolean()),
});

/** @throws LayerMismatchError */
export function assertAsPlanned({ files }: MigrationEvent, { migrations }: Manifest): void {
  const packaged = new Map(migrations.map(({ file, checksum }) => [file, checksum]));
  const planned = new Map(Object.entries(files));
  const all = [...new Set([...planned.keys(), ...packaged.keys()])].sort();
  const differences = all.flatMap((file) => {
    if (!packaged.has(file)) return [`${file} was planned and is not in the layer`];
    if (!planned.has(file)) return [`${file} is in the layer and was not planned`];
    return packaged.get(file) === planned.get(file)
      ? []
      : [`${file} has another content than was planned`];
  });
  if (differences.length > 0) throw new LayerMismatchError(differences);
}

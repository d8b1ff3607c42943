import * as v from 'valibot';
import { MigrationError } from '../migration/errors';
import type { Manifest } from '../migration/manifest';
import { firstLines } from '../migration/version-list';
import type { FollowUpEvent, MigrationEvent } from './environment';
import { repairEventSchema, type RepairEvent } from './repair-event';

/** The function was called with something else than Terraform sends. */
export class EventError extends MigrationError {
  override readonly name = 'EventError';

  constructor(problem: string) {
    super(
      `The migration function does not understand its event: ${problem}. ` +
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

  constructor(readonly differences: readonly string[]) {
    super(
      [
        'The scripts in the layer are not the ones that were planned:',
        ...firstLines(differences).map((difference) => `  ${difference}`),
        'Nothing was applied. Plan and apply again, from one and the same synthesized folder.',
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
  const issue = result.issues[0];
  throw new EventError(`${v.getDotPath(issue) ?? 'event'}: ${issue.message}`);
}

function has(event: unknown, member: string): boolean {
  return typeof event === 'object' && event !== null && Object.hasOwn(event, member);
}

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256'));

const schema = v.strictObject({
  files: v.record(v.string(), sha256),
  hasFollowUp: v.exactOptional(v.boolean()),
});

const followUpSchema = v.strictObject({
  follows: v.strictObject({
    message: v.string(),
    applied: v.number(),
    schemaVersion: v.exactOptional(v.string()),
    unfinished: v.exactOptional(
      v.strictObject({ scripts: sha256, run: v.string(), aboveRank: v.number() }),
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

import { createHash } from 'node:crypto';
import { schemaVersionOf } from '../migration/compare';
import type { Engine, Run } from '../migration/engine';
import type { Manifest } from '../migration/manifest';
import type { MigrateResult } from '../migration/migrate-context';
import type { Session } from '../migration/ports';
import type { Unfinished } from './environment';
import { LayerMismatchError } from './event';

/** SHA-256 over the scripts, in their order, and their checksums. */
export function digestOf({ migrations }: Manifest): string {
  const scripts = migrations.map(({ file, checksum }) => [file, checksum]);
  return createHash('sha256').update(JSON.stringify(scripts)).digest('hex');
}

/** @throws LayerMismatchError when the invocation before had other scripts */
export function assertSameScripts({ scripts }: Unfinished, manifest: Manifest): void {
  if (scripts === digestOf(manifest)) return;
  throw new LayerMismatchError(['the invocation before this one had others'], { isFollowUp: true });
}

/**
 * A run that goes on with those before it. By its id anybody can tell that it does; still, it is
 * an id of its own, since a call of the run before may still be at work.
 */
export function nextRun({ run }: Unfinished, { id, toolVersion }: Run): Run {
  return { id: `${run}.${id.slice(0, 8)}`, toolVersion };
}

/** What all runs of a deployment have done so far: the history knows, however each of them ended. */
export async function readResult(
  engine: Engine,
  session: Session,
  { run, aboveRank }: Unfinished,
): Promise<MigrateResult> {
  const history = (await engine.readHistory(session, 0)) ?? [];
  const schemaVersion = schemaVersionOf(history);
  return {
    applied: history
      .filter(({ rank, state }) => rank > aboveRank && state === 'applied')
      .map((entry) => ({
        entry,
        byAnotherRun: entry.runId !== run && !entry.runId.startsWith(`${run}.`),
      })),
    ...(schemaVersion !== undefined && { schemaVersion }),
  };
}

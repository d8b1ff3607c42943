import { schemaVersionOf } from './compare';
import type { HistoryEntry } from './history';
import { leftoversOf } from './leftovers';
import type { MigrateContext } from './migrate-context';
import { ScriptFailedError } from './script-failed-error';
import { readTexts } from './script-reader';
import { positionOf, type Settled } from './settled';

/**
 * What a failed entry means for the run that reads it.
 *
 * @returns undefined when another run failed, with other scripts: what ours come to is still open
 */
export async function scriptFailure(
  context: MigrateContext,
  entry: HistoryEntry,
  {
    history,
    settled,
    byAnotherRun,
  }: {
    readonly history: readonly HistoryEntry[];
    readonly settled: Settled | undefined;
    readonly byAnotherRun: boolean;
  },
): Promise<ScriptFailedError | undefined> {
  const { manifest, folder, readScript } = context;
  const migration = manifest.migrations.find(({ version }) => version === entry.version);
  if (migration?.checksum !== entry.checksum || entry.failure === undefined) return undefined;
  const schemaVersion = schemaVersionOf(history);
  return new ScriptFailedError({
    migration,
    entry,
    failure: {
      ...entry.failure,
      details: { ...entry.failure.details, ...positionOf(settled, entry) },
    },
    ...(await readTexts(readScript, migration)),
    folder,
    ...(schemaVersion !== undefined && { schemaVersion }),
    byAnotherRun,
    ...(await leftoversOf(context, migration, entry.failure)),
  });
}

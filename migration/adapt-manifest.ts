import type { Engine } from './engine';
import type { Manifest } from './manifest';
import type { MigrateContext } from './migrate-context';
import type { Migration } from './migration';
import type { Plan } from './plan';
import { UnsendableError } from './run-errors';
import { readTexts } from './script-reader';

/**
 * What a strategy makes of the pending scripts.
 *
 * @throws UnsendableError before anything has run
 */
export async function adaptManifest(
  { manifest, readScript, folder }: MigrateContext,
  { isSentAlone, cannotBeSent }: Engine,
  { pending }: Plan,
): Promise<Manifest> {
  if (isSentAlone === undefined || cannotBeSent === undefined) return manifest;
  const adapted = new Map<string, Migration>();
  const unsendable: string[] = [];
  let inPart = false;
  for (const { migration, statementsApplied } of pending) {
    const { file, version, statements } = migration;
    const { texts } = await readTexts(readScript, migration);
    const textOf = (index: number): string => texts[index] ?? '';
    const places = statements.flatMap(({ line }, index) =>
      index >= statementsApplied && cannotBeSent(textOf(index))
        ? [`${folder}/${file}:${String(line)}: statement ${String(index + 1)} cannot be sent.`]
        : [],
    );
    unsendable.push(...places);
    inPart ||= places.length > 0 && statementsApplied > 0;
    adapted.set(version, {
      ...migration,
      statements: statements.map((place, index) =>
        place.runsAlone || !isSentAlone(textOf(index)) ? place : { ...place, runsAlone: true },
      ),
    });
  }
  if (unsendable.length > 0) throw new UnsendableError(unsendable, { inPart });
  const migrations = manifest.migrations.map((one) => adapted.get(one.version) ?? one);
  return { ...manifest, migrations };
}

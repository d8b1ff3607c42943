import type { Manifest } from '../../migration/manifest';
import type { ReadScript } from '../../migration/ports';
import { statementTexts } from '../../migration/script-reader';
import { readSchema } from '../support/schema-folder';
import type { ScriptSet } from './script-set';

/** A script set as the handler finds it. */
export interface LoadedSet extends ScriptSet {
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
  readonly checksums: Readonly<Record<string, string>>;
  readonly maxPayloadBytes: number;
  /** Texts of the statements, by version. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

export async function loadSet(set: ScriptSet): Promise<LoadedSet> {
  const { manifest, readScript } = await readSchema(set.files, set.engine);
  const texts = new Map<string, readonly string[]>();
  for (const migration of manifest.migrations) {
    texts.set(migration.version, statementTexts(migration, await readScript(migration.file)));
  }
  return {
    ...set,
    manifest,
    readScript,
    checksums: Object.fromEntries(manifest.migrations.map((m) => [m.file, m.checksum])),
    maxPayloadBytes: set.maxPayloadBytes ?? 1_500,
    texts,
  };
}

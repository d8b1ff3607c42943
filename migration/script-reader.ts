import { checksumOf } from './checksum';
import type { HistoryEntry } from './history';
import type { Manifest } from './manifest';
import type { Migration } from './migration';
import { halfApplied } from './plan';
import type { ReadScript } from './ports';
import { hashStatements } from './statement-hash';

/** The texts of a script's statements, cut out of the file's bytes. */
export function statementTexts(migration: Migration, content: Uint8Array): readonly string[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return migration.statements.map(({ start, end }) => decoder.decode(content.subarray(start, end)));
}

/** A script's bytes, and the texts of its statements. */
export async function readTexts(
  readScript: ReadScript,
  migration: Migration,
): Promise<{ readonly content: Uint8Array; readonly texts: readonly string[] }> {
  const content = await readScript(migration.file);
  return { content, texts: statementTexts(migration, content) };
}

/** A reader that holds each script against the manifest. */
export function checkedReader(
  { migrations }: Manifest,
  read: ReadScript,
  differs: (file: string) => Error,
): ReadScript {
  const checksums = new Map(migrations.map(({ file, checksum }) => [file, checksum]));
  return async (file) => {
    const content = await read(file);
    if (checksumOf(content) !== checksums.get(file)) throw differs(file);
    return content;
  };
}

/** Hashes of the parts that the history says are applied, by file, as the folder has them now. */
export async function appliedHashesOf(
  manifest: Manifest,
  history: readonly HistoryEntry[],
  readScript: ReadScript,
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const { migration, entry } of halfApplied(manifest, history)) {
    const texts = statementTexts(migration, await readScript(migration.file));
    hashes.set(migration.file, hashStatements(texts.slice(0, entry.statementsApplied)));
  }
  return hashes;
}

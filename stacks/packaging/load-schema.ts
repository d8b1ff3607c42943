import { createHash } from 'node:crypto';
import { readMigrations } from '../../authoring/read-folder';
import { manifestFileName, type MigrationEvent } from '../../handler/environment';
import { encodeManifest } from '../../migration/manifest';
import type { EngineName } from '../../migration/migration';
import { createPackage, type Package, type PackagedFile } from './package';
import { assertFitsLambda } from './size-limits';

/** A folder of scripts, read and checked. */
export interface Schema {
  readonly engine: EngineName;
  /** SHA-256 by script, in the order in which they run. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Changes when a script does; the same in checkouts with other line ends. */
  readonly digest: string;
  /** What the function finds below `/opt`. */
  readonly package: Package;
}

/**
 * Reads a schema for the constructs, which cannot wait.
 *
 * @throws AuthoringError when a script is wrong, with everything that is wrong in all of them
 * @throws SizeLimitError when there is more than Lambda takes
 */
export async function loadSchema(folder: string, engine: EngineName): Promise<Schema> {
  const files: PackagedFile[] = [];
  const manifest = await readMigrations(folder, engine, {
    // As on disk: the manifest's offsets count the bytes of line ends.
    onContent: (file, content) => files.push({ name: `schema/${file}`, content }),
  });
  files.push({ name: `schema/${manifestFileName}`, content: toBytes(encodeManifest(manifest)) });
  const checksums = Object.fromEntries(manifest.migrations.map((m) => [m.file, m.checksum]));
  const event: MigrationEvent = { files: checksums };
  assertFitsLambda({ folder, input: JSON.stringify(event), files });

  return {
    engine,
    checksums,
    digest: createHash('sha256').update(JSON.stringify(checksums)).digest('hex'),
    package: createPackage(files),
  };
}

function toBytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrations } from '../../authoring/read-folder';
import { manifestFileName } from '../../handler/environment';
import { encodeManifest } from '../../migration/manifest';
import type { EngineName } from '../../migration/migration';
import { createPackage, type Package } from './package';

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
 * @throws when a script is wrong, with everything that is wrong in all of them
 */
export async function loadSchema(folder: string, engine: EngineName): Promise<Schema> {
  const manifest = await readMigrations(folder, engine);
  const files = [
    { name: `schema/${manifestFileName}`, content: toBytes(encodeManifest(manifest)) },
  ];
  // One after the other: thousands at once exceed the limit of open files.
  for (const { file } of manifest.migrations) {
    // As on disk: the manifest's offsets count the bytes of line ends.
    files.push({ name: `schema/${file}`, content: await readFile(join(folder, file)) });
  }

  const checksums = Object.fromEntries(manifest.migrations.map((m) => [m.file, m.checksum]));
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

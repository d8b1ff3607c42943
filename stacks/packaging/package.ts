import { createHash } from 'node:crypto';
import { assertSafeNames } from './safe-names';

export interface PackagedFile {
  /** Relative to the archive's root, with forward slashes. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** What goes into one archive. */
export interface Package {
  /** Sorted by name. */
  readonly files: readonly PackagedFile[];
  /** SHA-256 over names and bytes: changes exactly when the archive does. */
  readonly digest: string;
}

/** @throws UnsafeNamesError when a name would leave the archive, or hide another one */
export function createPackage(files: readonly PackagedFile[]): Package {
  assertSafeNames(files.map(({ name }) => name));
  const sorted = files.toSorted((a, b) => compare(a.name, b.name));
  const hash = createHash('sha256');
  for (const { name, content } of sorted) {
    // With the length before it, no content can be taken for the next file's name.
    hash.update(`${name}\0${content.byteLength}\0`).update(content);
  }
  return { files: sorted, digest: hash.digest('hex') };
}

// By code units: the order of localeCompare depends on the machine.
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

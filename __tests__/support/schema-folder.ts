import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '../../authoring/read-folder';
import type { Manifest } from '../../migration/manifest';
import type { EngineName } from '../../migration/migration';
import type { ReadScript } from '../../migration/ports';

/** Content by file name. */
export type Files = Readonly<Record<string, string>>;

export interface SchemaFolder {
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
}

/** Reads scripts as they are read at synth: from a folder, which is gone afterwards. */
export async function readSchema(files: Files, engine: EngineName): Promise<SchemaFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'schema-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content);
    }
    return {
      manifest: await readMigrations(folder, engine),
      readScript: (file) => Promise.resolve(Buffer.from(files[file] ?? '')),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

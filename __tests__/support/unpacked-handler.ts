import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { maxPayloadBytes } from '../../data-api/request-size';
import { engineOf } from '../../engines/engine-of';
import { createHandler, type Handler } from '../../handler/create-handler';
import { readManifest, scriptReader } from '../../handler/layer';
import type { Run } from '../../migration/engine';
import type { LocalDatabase } from './local-database';

/** Writes files below a folder, with the folders that their names have. */
export async function writeInto(
  folder: string,
  files: readonly { readonly name: string; readonly content: string | Uint8Array }[],
): Promise<void> {
  for (const { name, content } of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** The function, with the layer on disk. */
export function unpackedHandler(
  schemaPath: string,
  { database }: LocalDatabase,
  run: Run,
): Handler {
  return createHandler({
    logger: { info: () => undefined, error: () => undefined },
    clock: { now: Date.now, sleep: (durationMs) => sleep(durationMs) },
    newRun: () => run,
    parts: async () => {
      const manifest = await readManifest(schemaPath);
      return {
        database,
        engine: engineOf(manifest.engine),
        manifest,
        readScript: scriptReader(schemaPath, manifest),
        schemaPath,
        outOfOrder: false,
        maxPayloadBytes,
      };
    },
  });
}

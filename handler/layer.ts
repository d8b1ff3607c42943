import { constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationError } from '../migration/errors';
import { decodeManifest, type Manifest } from '../migration/manifest';
import type { EngineName } from '../migration/migration';
import type { ReadScript } from '../migration/ports';
import { checkedReader } from '../migration/script-reader';
import { ConfigError } from './config';
import { manifestFileName } from './environment';

/** The layer is not there or not whole. */
export class LayerError extends MigrationError {
  override readonly name = 'LayerError';

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(
      `${path} ${problem}. The layer with the scripts is missing or damaged: synthesize and ` +
        'apply again.',
      options,
    );
  }
}

export async function readManifest(schemaPath: string): Promise<Manifest> {
  const path = join(schemaPath, manifestFileName);
  return decodeManifest((await read(path)).toString('utf8'));
}

/** Reads scripts and holds them against the manifest. */
export function scriptReader(schemaPath: string, manifest: Manifest): ReadScript {
  const pathOf = (file: string): string => join(schemaPath, file);
  return checkedReader(
    manifest,
    (file) => read(pathOf(file)),
    (file) => new LayerError(pathOf(file), 'is not the script that the manifest describes'),
  );
}

// Neither through a link to elsewhere, nor waiting for somebody to write into a pipe.
const ofThisFolder = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path, { flag: ofThisFolder });
  } catch (error) {
    throw new LayerError(path, 'cannot be read', { cause: error });
  }
}

/** @throws ConfigError when the scripts were written for another engine than the cluster's */
export function assertEngine(manifest: Manifest, engine: EngineName): void {
  if (manifest.engine === engine) return;
  throw new ConfigError([
    `DB_ENGINE is "${engine}": the scripts were packaged for ${manifest.engine}`,
  ]);
}

import type { Manifest } from '../migration/manifest';
import type { EngineName } from '../migration/migration';
import { AuthoringError } from './authoring-error';
import { checkFolder, type ReadOptions } from './check-folder';

/**
 * Reads a folder of scripts. The same files give the same manifest, byte for byte once encoded.
 *
 * @throws AuthoringError with everything that is wrong in all files
 */
export async function readMigrations(
  folder: string,
  engine: EngineName,
  options?: ReadOptions,
): Promise<Manifest> {
  const { manifest, problems } = await checkFolder(folder, engine, options);
  if (problems.length > 0) throw new AuthoringError(problems);
  return manifest;
}

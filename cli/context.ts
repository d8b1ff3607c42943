import { normalize } from 'node:path';
import { readMigrations } from '../authoring/read-folder';
import { engineOf } from '../engines/engine-of';
import type { Engine } from '../migration/engine';
import type { Manifest } from '../migration/manifest';
import type { Database, ReadScript } from '../migration/ports';
import { InterruptedError } from './interrupted-error';
import { openTarget } from './open-target';
import type { Progress } from './progress';
import { scriptReader } from './read-script';
import { parseTarget, type Target, type TargetOptions } from './target';

/** What `migrate`, `plan` and `status` take. */
export interface SchemaOptions extends TargetOptions {
  readonly schema: string;
  readonly outOfOrder: boolean;
  readonly json: boolean;
}

/** What those three work with. */
export interface SchemaContext {
  readonly target: Target;
  /** The scripts' folder, for messages. */
  readonly folder: string;
  readonly database: Database;
  readonly engine: Engine;
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
  readonly outOfOrder: boolean;
}

/**
 * Reads the folder, opens the database, does the work and closes the database again. Work that
 * only reads does not make an embedded database that is not there yet.
 */
export async function withContext<T>(
  options: SchemaOptions,
  progress: Progress,
  work: (context: SchemaContext) => Promise<T>,
  { readsOnly = false }: { readonly readsOnly?: boolean } = {},
): Promise<T> {
  const { target, engine } = parseTarget(options);
  const folder = folderOf(options.schema);
  const manifest = await readMigrations(folder, engine);
  const { database, close } = await openTarget(target, progress, { readsOnly });
  let isInterrupted = false;
  try {
    return await work({
      target,
      folder,
      database,
      engine: engineOf(engine),
      manifest,
      readScript: scriptReader(folder, manifest),
      outOfOrder: options.outOfOrder,
    });
  } catch (error) {
    isInterrupted = error instanceof InterruptedError;
    throw error;
  } finally {
    progress.clear();
    const closed = close();
    // It takes as long as the statement that runs, and a user who interrupts does not wait.
    if (isInterrupted) closed.catch(() => undefined);
    else await closed;
  }
}

/** `schema` of `./schema/`, as it stands in messages. */
export function folderOf(path: string): string {
  return normalize(path).replace(/(?<=[^/\\])[/\\]+$/, '');
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationError } from '../migration/errors';
import type { Manifest } from '../migration/manifest';
import type { ReadScript } from '../migration/ports';
import { checkedReader } from '../migration/script-reader';

/** A script is not any more what was read when the command began. */
export class ScriptEditedError extends MigrationError {
  override readonly name = 'ScriptEditedError';

  constructor(
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super(
      `${path} was edited or removed while this command ran: run it again with the new content.`,
      options,
    );
  }
}

/** Reads scripts, and holds them against what is known of them. */
export function scriptReader(folder: string, manifest: Manifest): ReadScript {
  const pathOf = (file: string): string => join(folder, file);
  return checkedReader(
    manifest,
    (file) =>
      readFile(pathOf(file)).catch((cause: unknown) => {
        throw new ScriptEditedError(pathOf(file), { cause });
      }),
    (file) => new ScriptEditedError(pathOf(file)),
  );
}

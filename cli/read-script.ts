import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checksumOf } from '../migration/checksum';
import { MigrationError } from '../migration/errors';
import type { Manifest } from '../migration/manifest';
import type { ReadScript } from '../migration/ports';

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
export function scriptReader(folder: string, { migrations }: Manifest): ReadScript {
  const checksums = new Map(migrations.map(({ file, checksum }) => [file, checksum]));
  return async (file) => {
    const path = join(folder, file);
    const content = await readFile(path).catch((cause: unknown) => {
      throw new ScriptEditedError(path, { cause });
    });
    if (checksumOf(content) !== checksums.get(file)) throw new ScriptEditedError(path);
    return content;
  };
}

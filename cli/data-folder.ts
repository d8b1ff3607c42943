import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OpenError } from './open-error';
import { codeOf, messageOf } from './unexpected';

/**
 * True when a folder holds an embedded database, false when it does not exist yet or is empty.
 *
 * @throws OpenError when it holds anything else, or cannot be read
 */
export async function holdsDatabase(folder: string): Promise<boolean> {
  const names = await namesIn(folder);
  if (names.length === 0) return false;
  if (names.includes('PG_VERSION')) return true;
  throw new OpenError(
    `${folder} is not empty and holds no embedded database: give a folder of its own ` +
      `(--local DIR), or delete ${folder} if its first start was interrupted.`,
  );
}

/** Why the data folder of an embedded database cannot be used, and what to do. */
export function unusableFolder(folder: string, cause: unknown): OpenError {
  const code = codeOf(cause);
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new OpenError(
      `${folder} is not a folder, or lies in what is none: give the path of a folder (--local DIR).`,
      { cause },
    );
  }
  if (typeof code === 'string' && denied.has(code)) {
    return new OpenError(
      `${folder} cannot be written (${code}): see to the permissions of it and of ` +
        `${dirname(folder)}, or give another folder (--local DIR).`,
      { cause },
    );
  }
  return new OpenError(`${folder} cannot be used: ${messageOf(cause)}.`, { cause });
}

const denied: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw unusableFolder(folder, error);
  }
}

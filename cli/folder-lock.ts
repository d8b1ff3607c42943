import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { kill, pid } from 'node:process';
import { unusableFolder } from './data-folder';
import { OpenError } from './open-error';
import { codeOf } from './unexpected';

/**
 * Takes the data folder of an embedded database for this process. Two processes that had one
 * open would ruin it, and the embedded database itself does not notice.
 *
 * @returns how to give it back
 * @throws OpenError when another process has it, or nobody can
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  try {
    return await take(folder);
  } catch (error) {
    throw error instanceof OpenError ? error : unusableFolder(folder, error);
  }
}

async function take(folder: string): Promise<() => Promise<void>> {
  const path = `${folder}.lock`;
  await mkdir(dirname(path), { recursive: true });
  if (!(await create(path))) {
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isAlive(holder)) {
      throw new OpenError(
        `${folder} is in use by process ${String(holder)}: end that one, or give another folder ` +
          `(--local DIR). If it is no aurora-migrate, delete ${path}.`,
      );
    }
    // Its process ended without a word.
    await rm(path, { force: true });
    if (!(await create(path))) return take(folder);
  }
  return () => rm(path, { force: true });
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(pid));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(holder: number): boolean {
  // In a container, processes of one run after the other have the same number.
  if (!Number.isSafeInteger(holder) || holder <= 0 || holder === pid) return false;
  try {
    return kill(holder, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

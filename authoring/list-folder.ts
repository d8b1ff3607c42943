import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthoringError, type FileProblem } from './authoring-error';
import { foreignConvention } from './foreign-names';
import { whyUnreadable } from './unreadable';

/**
 * Names of the scripts in a folder, in the order of their code units, and what else there is
 * that its author may take for a script. Hidden entries and files of other kinds are passed over.
 *
 * @throws AuthoringError when there is no such folder
 */
export async function listFolder(
  folder: string,
): Promise<{ readonly scripts: readonly string[]; readonly problems: readonly FileProblem[] }> {
  const scripts: string[] = [];
  const problems: FileProblem[] = [];
  for (const entry of await readEntries(folder)) {
    const message = await problemOf(folder, entry);
    if (message !== undefined) problems.push({ file: join(folder, entry.name), message });
    else if (entry.isFile() && isSql(entry.name)) scripts.push(entry.name);
  }
  return { scripts, problems };
}

async function problemOf(folder: string, entry: Dirent): Promise<string | undefined> {
  if (entry.isSymbolicLink()) return 'is a symbolic link; put the file itself here';
  if (entry.isDirectory()) return problemOfFolder(join(folder, entry.name));
  if (!entry.isFile()) return 'is neither a file nor a folder; remove it';
  // The names of scripts are looked at later; this is about the files beside them.
  return isSql(entry.name) ? undefined : foreignConvention(entry.name);
}

async function problemOfFolder(folder: string): Promise<string | undefined> {
  if (isSql(folder)) {
    return 'is a folder with the name of a script; give it another name, or put a file in its place';
  }
  try {
    if (!(await holdsSql(folder))) return undefined;
  } catch (error) {
    return whyUnreadable(error);
  }
  return 'is a folder with SQL scripts, which are not read; move them up, and give each a version';
}

async function holdsSql(folder: string): Promise<boolean> {
  for (const entry of await visibleEntries(folder)) {
    if (entry.isDirectory() ? await holdsSql(join(folder, entry.name)) : isSql(entry.name)) {
      return true;
    }
  }
  return false;
}

async function readEntries(folder: string): Promise<readonly Dirent[]> {
  try {
    return await visibleEntries(folder);
  } catch (cause) {
    const problem = { file: folder, message: whyUnreadable(cause) };
    throw new AuthoringError([problem], { cause, isAboutFolder: true });
  }
}

async function visibleEntries(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isSql(name: string): boolean {
  return /\.sql$/i.test(name);
}

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Makes a Python environment of its own in a folder, once for each content of the requirements.
 *
 * @param requirements a file for `pip install --requirement`
 * @returns path of its interpreter
 * @throws when Python is missing or a package cannot be had
 */
export async function preparePython(requirements: string, folder: string): Promise<string> {
  const python = join(folder, 'bin', 'python');
  const stamp = join(folder, 'requirements.sha256');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return python;

  await rm(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', folder]).catch((cause: unknown) => {
    throw new Error(pythonMissing, { cause });
  });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run(python, [...install, '--requirement', requirements]).catch((cause: unknown) => {
    const { stderr } = cause as { readonly stderr?: string };
    throw new Error(`pip could not install ${requirements}:\n${stderr?.trim() ?? ''}`, { cause });
  });
  await writeFile(stamp, wanted);
  return python;
}

/** How to get Python, in one line. */
export const pythonMissing =
  'Python 3.10 or later with venv is missing: install it ' +
  '(Debian and Ubuntu: apt-get install python3-venv).';

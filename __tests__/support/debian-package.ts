import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Reads text files of a Debian package, which is downloaded for it and not kept. */
export async function readDebianPackage<Path extends string>(
  name: string,
  paths: readonly Path[],
): Promise<Readonly<Record<Path, string>>> {
  const scratch = await mkdtemp(join(tmpdir(), 'debian-package-'));
  try {
    // As root, apt downloads as a user of its own.
    await chmod(scratch, 0o777);
    await download(name, scratch);
    const [archive = ''] = await readdir(scratch);
    await run('dpkg-deb', ['-x', join(scratch, archive), join(scratch, 'content')]);
    const entries = paths.map(async (path) => [
      path,
      await readFile(join(scratch, 'content', path), 'utf8'),
    ]);
    return Object.fromEntries(await Promise.all(entries)) as Record<Path, string>;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function download(name: string, folder: string): Promise<void> {
  try {
    await run('apt-get', ['download', name], { cwd: folder });
  } catch (cause) {
    const { code, stderr = '' } = cause as { code?: unknown; stderr?: string };
    throw new Error(
      code === 'ENOENT'
        ? `The package ${name} cannot be had without apt-get: run this suite on Debian or Ubuntu.`
        : `The package ${name} cannot be had: apt-get update may help. ${lastLine(stderr)}`,
      { cause },
    );
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

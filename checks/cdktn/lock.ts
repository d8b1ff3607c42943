import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareLocks, type LockFile } from './compare-locks';
import { run } from './run';
import type { ScratchPackage } from './scratch-package';

/** Says why the committed package files are not those of the repository as it is now. */
export function findStaleFiles(
  repository: string,
  locks: string,
  wanted: ScratchPackage,
): readonly string[] {
  if (readFileSync(join(locks, 'package.json'), 'utf8') !== format(wanted)) {
    return ['checks/cdktn/package.json does not fit package.json and the imports of the sources'];
  }
  return compareLocks(readLock(repository), readLock(locks)).map(
    (problem) => `checks/cdktn/package-lock.json has ${problem}`,
  );
}

/** Writes the package files anew. */
export async function writePackageFiles(
  repository: string,
  locks: string,
  wanted: ScratchPackage,
): Promise<void> {
  writeFileSync(join(locks, 'package.json'), format(wanted));
  // From the repository's lock file, npm takes over the versions of what is in both.
  copyFileSync(join(repository, 'package-lock.json'), join(locks, 'package-lock.json'));
  const failure = 'npm cannot write checks/cdktn/package-lock.json';
  const command = { folder: locks, environment: process.env, failure };
  await run(command, 'npm', 'install', '--package-lock-only', '--no-fund', '--no-audit');
}

function format(wanted: ScratchPackage): string {
  return `${JSON.stringify(wanted, null, 2)}\n`;
}

function readLock(folder: string): LockFile {
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as LockFile;
}

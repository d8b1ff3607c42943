import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';

const files = ['package.json', 'package-lock.json'];

/** Installs the locked packages into the scratch folder, unless they are there already. */
export async function install(locks: string, folder: string): Promise<void> {
  for (const file of files) copyFileSync(join(locks, file), join(folder, file));
  // npm removes the folder before it installs, and the stamp with it.
  const stamp = join(folder, 'node_modules', '.installed');
  const digest = digestOf(locks);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const failure = 'the packages of checks/cdktn cannot be installed';
  await run({ folder, environment: process.env, failure }, 'npm', 'ci', '--no-fund', '--no-audit');
  writeFileSync(stamp, digest);
}

function digestOf(locks: string): string {
  // Some packages are built for one platform.
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files) hash.update(readFileSync(join(locks, file)));
  return hash.digest('hex');
}

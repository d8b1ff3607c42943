import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findStaleFiles } from '../../../checks/cdktn/lock';

const wanted = {
  private: true,
  dependencies: { esbuild: '0.28.2' },
  overrides: {},
  allowScripts: {},
} as const;

describe('findStaleFiles', () => {
  let repository: string;
  let locks: string;

  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'locks-'));
    locks = join(repository, 'checks');
    mkdirSync(locks);
    writeLock(repository, '0.28.2');
    writeLock(locks, '0.28.2');
    writeFileSync(join(locks, 'package.json'), `${JSON.stringify(wanted, null, 2)}\n`);
  });
  afterEach(() => {
    rmSync(repository, { recursive: true });
  });

  it('accepts what the repository leads to', () => {
    expect(findStaleFiles(repository, locks, wanted)).toEqual([]);
  });

  it('refuses another package.json', () => {
    expect(findStaleFiles(repository, locks, { ...wanted, dependencies: {} })).toEqual([
      'checks/cdktn/package.json does not fit package.json and the imports of the sources',
    ]);
  });

  it('refuses a lock file with another version of a package', () => {
    writeLock(repository, '0.28.3');

    expect(findStaleFiles(repository, locks, wanted)).toEqual([
      'checks/cdktn/package-lock.json has esbuild 0.28.2, but the repository has 0.28.3',
    ]);
  });
});

function writeLock(folder: string, version: string): void {
  const lock = { packages: { 'node_modules/esbuild': { version } } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
}

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copySources, listApps, readSources } from '../../../checks/cdktn/copy-sources';

describe('copySources', () => {
  let repository: string;
  let folder: string;

  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'sources-'));
    folder = join(repository, '.checks/cdktn');
    write('main.ts', 'main');
    write('examples/api/main.ts', 'example');
  });
  afterEach(() => {
    rmSync(repository, { recursive: true });
  });

  it('copies the apps with what they import', () => {
    write('stacks/index.ts', 'stacks');
    write('cli/main.ts', 'none of the apps');

    copySources(repository, folder);

    expect(listApps(folder)).toEqual(['main.ts', 'examples/api/main.ts']);
    expect([...readSources(folder)].sort()).toEqual(['example', 'main', 'stacks']);
  });

  it('leaves behind what was made from the sources', () => {
    write('examples/api/cdktf.out/stacks/api/cdk.tf.json', '{}');
    write('examples/api/terraform.api.tfstate', '{}');

    copySources(repository, folder);

    expect(existsSync(join(folder, 'examples/api/cdktf.out'))).toBe(false);
    expect(existsSync(join(folder, 'examples/api/terraform.api.tfstate'))).toBe(false);
  });

  it('removes what is no longer there, but keeps the packages', () => {
    write('.checks/cdktn/stacks/gone.ts', 'gone');
    write('.checks/cdktn/node_modules/cdktf/index.js', 'package');

    copySources(repository, folder);

    expect(existsSync(join(folder, 'stacks'))).toBe(false);
    expect(existsSync(join(folder, 'node_modules/cdktf/index.js'))).toBe(true);
  });

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), content);
  }
});

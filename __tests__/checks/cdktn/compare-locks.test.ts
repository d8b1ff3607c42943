import { compareLocks } from '../../../checks/cdktn/compare-locks';

describe('compareLocks', () => {
  it('names a package that the repository has in another version', () => {
    const repository = {
      packages: {
        '': { version: '0.1.0' },
        'node_modules/@smithy/core': { version: '3.1.0' },
        'node_modules/a/node_modules/@smithy/core': { version: '2.0.0' },
      },
    };
    const scratch = {
      packages: {
        '': { version: '0.2.0' },
        'node_modules/@smithy/core': { version: '3.2.0' },
      },
    };

    expect(compareLocks(repository, scratch)).toEqual([
      '@smithy/core 3.2.0, but the repository has 3.1.0, 2.0.0',
    ]);
  });

  it('takes no notice of the library and of what is inside it', () => {
    const repository = {
      packages: {
        'node_modules/cdktf': { version: '0.21.0' },
        'node_modules/semver': { version: '7.7.2' },
      },
    };
    const scratch = {
      packages: {
        'node_modules/cdktf': { name: 'cdktn', version: '0.24.0' },
        'node_modules/cdktf/node_modules/semver': { version: '7.8.5' },
      },
    };

    expect(compareLocks(repository, scratch)).toEqual([]);
  });
});

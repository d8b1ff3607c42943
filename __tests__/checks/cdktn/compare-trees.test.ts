import { compareTrees } from '../../../checks/cdktn/compare-trees';
import { treeOf } from './trees';

const stack = 'aurora/cdk.tf.json';

describe('compareTrees', () => {
  it('takes no notice of the version of the library', () => {
    const left = treeOf({ [stack]: { '//': { metadata: { version: '0.21.0' } }, output: {} } });
    const right = treeOf({ [stack]: { '//': { metadata: { version: '0.24.0' } }, output: {} } });

    expect(compareTrees(left, right)).toEqual([]);
  });

  it('compares the other metadata', () => {
    const left = treeOf({ [stack]: { '//': { metadata: { backend: 'local' } } } });
    const right = treeOf({ [stack]: { '//': { metadata: { backend: 's3' } } } });

    expect(compareTrees(left, right)).toEqual([
      { path: 'aurora/cdk.tf.json: //.metadata.backend', left: '"local"', right: '"s3"' },
    ]);
  });

  it('names a file that only one side has', () => {
    expect(compareTrees(treeOf({ 'aurora/assets/a.sql': 'select 1' }), treeOf({}))).toEqual([
      {
        path: 'aurora/assets/a.sql',
        left: '8 bytes, SHA-256 822ae07d4783…',
        right: '(missing)',
      },
    ]);
  });

  it('compares the bytes of what is not a configuration of Terraform', () => {
    const left = treeOf({ 'aurora/assets/manifest.json': '{}' });
    const right = treeOf({ 'aurora/assets/manifest.json': '{}\n' });

    expect(compareTrees(left, right)).toEqual([
      {
        path: 'aurora/assets/manifest.json',
        left: '2 bytes, SHA-256 44136fa355b3…',
        right: '3 bytes, SHA-256 ca3d163bab05…',
      },
    ]);
  });
});

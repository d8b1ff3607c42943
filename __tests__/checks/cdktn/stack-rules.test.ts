import { checkStacks } from '../../../checks/cdktn/stack-rules';
import { treeOf } from './trees';

const expected = { library: 'cdktn 0.24.0', awsConstraint: '>= 5.100.0, < 7.0.0' } as const;

function stackOf(version: string, constraint: string): unknown {
  return {
    '//': { metadata: { version } },
    terraform: { required_providers: { aws: { version: constraint } } },
  };
}

describe('checkStacks', () => {
  it('accepts stacks of the version and with the constraint that were asked for', () => {
    const tree = treeOf({
      'aurora/cdk.tf.json': stackOf('0.24.0', '>= 5.100.0, < 7.0.0'),
      'aurora/assets/schema/V1__a.sql': 'select 1',
    });

    expect(checkStacks(tree, expected)).toEqual([]);
  });

  it('refuses stacks that the other library has made', () => {
    const tree = treeOf({ 'aurora/cdk.tf.json': stackOf('0.21.0', '>= 5.100.0, < 7.0.0') });

    expect(checkStacks(tree, expected)).toEqual([
      'aurora/cdk.tf.json: version 0.21.0 has synthesized it, not cdktn 0.24.0; ' +
        'the packages are not those of the lock file: delete .checks, and run npm ci',
    ]);
  });

  it('refuses the one version of the AWS provider that the bindings pin', () => {
    const tree = treeOf({ 'aurora/cdk.tf.json': stackOf('0.24.0', '6.25.0') });

    expect(checkStacks(tree, expected)).toEqual([
      'aurora/cdk.tf.json: with cdktn 0.24.0, the version of the AWS provider is "6.25.0", ' +
        'not ">= 5.100.0, < 7.0.0"; override it as stacks/aurora-stack.ts does',
    ]);
  });

  it('refuses an app without a stack', () => {
    expect(checkStacks(treeOf({}), expected)).toEqual([
      'no cdk.tf.json: with cdktn 0.24.0 there is no stack',
    ]);
  });
});

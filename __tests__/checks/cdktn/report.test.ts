import { report } from '../../../checks/cdktn/report';

const names = ['cdktf 0.21.0', 'cdktn 0.24.0'] as const;

describe('report', () => {
  it('writes the place of a difference, and both values with the library they are from', () => {
    const path = 'aurora/cdk.tf.json: output.ClusterArn';

    expect(report([{ path, left: '"a"', right: '(missing)' }], names)).toEqual([
      'aurora/cdk.tf.json: output.ClusterArn\n  cdktf 0.21.0: "a"\n  cdktn 0.24.0: (missing)',
    ]);
  });

  it('cuts a long value', () => {
    const [line] = report([{ path: 'a', left: 'x'.repeat(301), right: '' }], names);

    expect(line).toBe(`a\n  cdktf 0.21.0: ${'x'.repeat(300)}…\n  cdktn 0.24.0: `);
  });
});

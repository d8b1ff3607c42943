import { scratchPackage } from '../../../checks/cdktn/scratch-package';

const repository = {
  dependencies: {
    '@cdktf/provider-aws': '21.22.1',
    cdktf: '0.21.0',
    constructs: '10.7.2',
    esbuild: '0.28.2',
    fastify: '5.12.8',
    tsx: '4.23.15',
  },
  devDependencies: { '@types/node': '20.19.43', jest: '30.5.2', typescript: '6.0.3' },
  allowScripts: { esbuild: true, '@swc/core': true },
};

const sources = [
  `import { readFileSync } from 'node:fs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { Construct } from 'constructs';
import { App } from 'cdktf';
import { Network } from './network';
`,
  `const { build } = await import('esbuild');\n`,
];

describe('scratchPackage', () => {
  it('takes what the sources import and what runs them, the fork in place of cdktf', () => {
    expect(scratchPackage(repository, sources, '0.24.0')).toEqual({
      private: true,
      dependencies: {
        '@cdktf/provider-aws': '21.22.1',
        '@types/node': '20.19.43',
        cdktf: 'npm:cdktn@0.24.0',
        constructs: '10.7.2',
        esbuild: '0.28.2',
        tsx: '4.23.15',
        typescript: '6.0.3',
      },
      overrides: { cdktf: '$cdktf' },
      allowScripts: { esbuild: true },
    });
  });
});

import type { Tree } from './compare-trees';

export interface Expected {
  /** Name and version. */
  readonly library: `${string} ${string}`;
  readonly awsConstraint: string;
}

/** Says what in the stacks is not what was asked for, apart from any comparison. */
export function checkStacks(tree: Tree, expected: Expected): readonly string[] {
  const stacks = [...tree].filter(([path]) => path.endsWith('/cdk.tf.json'));
  if (stacks.length === 0) return [`no cdk.tf.json: with ${expected.library} there is no stack`];
  return stacks.flatMap(([path, content]) => checkStack(path, parse(content), expected));
}

interface Configuration {
  readonly '//'?: { readonly metadata?: { readonly version?: string } };
  readonly terraform?: {
    readonly required_providers?: { readonly aws?: { readonly version?: string } };
  };
}

function checkStack(
  path: string,
  stack: Configuration,
  { library, awsConstraint }: Expected,
): readonly string[] {
  const version = stack['//']?.metadata?.version ?? '(none)';
  const constraint = stack.terraform?.required_providers?.aws?.version ?? '(none)';
  const problems: string[] = [];
  // Otherwise a library might be compared with itself, and agree.
  if (!library.endsWith(` ${version}`)) {
    problems.push(
      `${path}: version ${version} has synthesized it, not ${library}; ` +
        'the packages are not those of the lock file: delete .checks, and run npm ci',
    );
  }
  if (constraint !== awsConstraint) {
    problems.push(
      `${path}: with ${library}, the version of the AWS provider is "${constraint}", ` +
        `not "${awsConstraint}"; override it as stacks/aurora-stack.ts does`,
    );
  }
  return problems;
}

function parse(content: Uint8Array): Configuration {
  return JSON.parse(Buffer.from(content).toString('utf8')) as Configuration;
}

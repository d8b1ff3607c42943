import { createHash } from 'node:crypto';
import { compareJson, type Difference } from './compare-json';

/** Contents by path, with forward slashes. */
export type Tree = ReadonlyMap<string, Uint8Array>;

/**
 * Finds every difference between what two libraries synthesized: files, and the values in
 * Terraform's JSON. The version of the library, which is in it, is none.
 */
export function compareTrees(left: Tree, right: Tree): readonly Difference[] {
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  return paths.flatMap((path) => compareFile(path, left.get(path), right.get(path)));
}

function compareFile(path: string, left?: Uint8Array, right?: Uint8Array): readonly Difference[] {
  if (left && right && path.endsWith('.tf.json')) {
    return compareJson(withoutVersion(left), withoutVersion(right)).map((difference) => ({
      ...difference,
      path: `${path}: ${difference.path}`,
    }));
  }
  const [leftText, rightText] = [describe(left), describe(right)];
  return leftText === rightText ? [] : [{ path, left: leftText, right: rightText }];
}

function withoutVersion(content: Uint8Array): unknown {
  const configuration = JSON.parse(Buffer.from(content).toString('utf8')) as {
    readonly '//'?: { readonly metadata?: { version?: string } };
  };
  delete configuration['//']?.metadata?.version;
  return configuration;
}

function describe(content: Uint8Array | undefined): string {
  if (!content) return '(missing)';
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `${content.byteLength} bytes, SHA-256 ${hash}…`;
}

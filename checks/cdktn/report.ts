import type { Difference } from './compare-json';

// A policy document is some thousand characters; the place matters more than the whole of it.
const longest = 300;

/** Writes a difference as its place and, each on a line of its own, both values. */
export function report(
  differences: readonly Difference[],
  [left, right]: readonly [string, string],
): readonly string[] {
  return differences.map(
    (difference) =>
      `${difference.path}\n  ${left}: ${cut(difference.left)}\n  ${right}: ${cut(difference.right)}`,
  );
}

function cut(value: string): string {
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}

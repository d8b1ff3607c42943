import { Token } from 'cdktf';

/** Says which rule a value breaks, with the fix; undefined when it breaks none. */
export type Rule<T> = (value: T) => string | undefined;

/**
 * What is wrong with a prop, as a construct's validation lists it. A prop that is left out or
 * that only Terraform will know is never wrong.
 */
export function findProblems<T extends string | number | readonly string[]>(
  prop: string,
  value: T | undefined,
  rule: Rule<T>,
): readonly string[] {
  if (value === undefined || !isKnown(value)) return [];
  const problem = rule(value);
  const shown = typeof value === 'object' ? value.join(', ') : String(value);
  return problem === undefined ? [] : [`${prop} is "${shown}": ${problem}`];
}

/** False for a token, and for an expression of Terraform that was written by hand. */
export function isKnown(value: string | number | readonly string[]): boolean {
  if (Token.isUnresolved(value)) return false;
  if (typeof value === 'object') return value.every(isKnown);
  return typeof value === 'number' || !value.includes('${');
}

import type { Examination } from './examine';
import { scratchSql } from './scratch';

/** What the doctor could not remove, with the statements that do; undefined when nothing is left. */
export function remainsOf({ engine, cleaned }: Examination): string | undefined {
  const { left, failure, base } = cleaned;
  if (failure !== undefined) {
    return `Nobody knows whether something is left whose name begins with ${base}: ${failure}.`;
  }
  if (left.length === 0 || engine === undefined) return undefined;
  const statements = left.map((leftover) => `${scratchSql[engine].drop(leftover)};`);
  return `Left behind, since it could not be dropped: ${statements.join(' ')}`;
}

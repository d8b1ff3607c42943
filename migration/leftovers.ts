import type { StatementFailure } from './history';
import type { MigrateContext } from './migrate-context';
import type { Migration } from './migration';

/** Looks whether a statement that failed by itself has left anything half-way. */
export async function leftoversOf(
  { engine, database }: Pick<MigrateContext, 'engine' | 'database'>,
  { statements }: Migration,
  { statement: number = 0 }: StatementFailure,
): Promise<{ readonly leftovers?: readonly string[] }> {
  const place = statements[number - 1];
  if (place?.runsAlone !== true || place.witness === undefined) return {};
  if (place.witness.kind === 'repeatable') return {};
  try {
    const { leftovers } = await engine.look(database, place.witness);
    return { leftovers };
  } catch {
    // It is the failure that counts.
    return {};
  }
}

import { isTransactional } from '../../engines/mysql/leading-words';
import type { MigrationError } from '../../migration/errors';
import { PlanRefusedError } from '../../migration/plan-refused-error';
import type { LoadedSet } from './load-set';

/**
 * Whether a clean run may end like this. It has to end with everything applied, but for a statement
 * that commits by itself, with no checkpoint in the same transaction: when its run died just
 * then, nobody can know from the history alone, and the run names the statement.
 *
 * This is the only place that allows it.
 */
export function isAllowedUnknown(set: LoadedSet, error: MigrationError): boolean {
  return (
    error instanceof PlanRefusedError &&
    error.problems.length > 0 &&
    error.problems.every((problem) => {
      if (problem.kind !== 'unknown') return false;
      const { migration, entry } = problem;
      const number = entry.statementInFlight ?? 0;
      const place = migration.statements[number - 1];
      const text = set.texts.get(migration.version)?.[number - 1];
      if (place === undefined || text === undefined) return false;
      if (!error.message.includes(`${migration.file}:${String(place.line)}`)) return false;
      return place.runsAlone || (set.engine === 'aurora-mysql' && !isTransactional(text));
    })
  );
}

import { lockKey } from '../../engines/postgresql/sql/runner';
import type { Database, Query, Session } from '../../migration/ports';

/**
 * A database in which the schema history has another name and another lock, so that a whole run
 * can be tried beside real ones. Only SQL of ours goes through it: scripts travel as values.
 *
 * @param assertWanted called before each call
 */
export function renamed(database: Database, base: string, assertWanted: () => void): Database {
  const ownKey = String(Number.parseInt(/[0-9a-f]{12}/.exec(base)?.[0] ?? '0', 16));
  const renamedText = (sql: string) =>
    sql.replaceAll('aurora_migrate', base).replaceAll(lockKey, ownKey);
  const sessionOf = (session: Session): Session => ({
    execute: (query: Query) => {
      assertWanted();
      return session.execute({ ...query, sql: renamedText(query.sql) });
    },
  });
  return {
    ...sessionOf(database),
    withSession: (work) => {
      assertWanted();
      return database.withSession((session) => work(sessionOf(session)));
    },
  };
}

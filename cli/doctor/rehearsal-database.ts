import type { Database, Query, Session } from '../../migration/ports';

/**
 * A database in which the schema history has another name, so that a whole run can be
 * tried beside the real one. Only SQL of ours goes through it: scripts travel as values.
 *
 * @param assertWanted called before each call
 */
export function renamed(database: Database, base: string, assertWanted: () => void): Database {
  const sessionOf = (session: Session): Session => ({
    execute: (query: Query) => {
      assertWanted();
      return session.execute({ ...query, sql: query.sql.replaceAll('aurora_migrate', base) });
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

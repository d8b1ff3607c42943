import { SqlError, type SqlErrorDetails } from '../../migration/errors';
import type { Database, Query, Row, Session } from '../../migration/ports';

/**
 * A database for the tests of the core, with three statements of its own:
 * `keep X` leaves X in the session, `need X` is refused where X is not in it, and every other text
 * is done, unless the test has it refused.
 */
export class MemoryDatabase implements Database {
  /** The statements that are done, in their order. */
  readonly done: string[] = [];
  readonly refused = new Map<string, SqlErrorDetails>();
  /** Called before a statement that is sent by itself; may throw as a client would. */
  beforeStatement: (sql: string) => void = () => undefined;
  /** Called behind it. */
  afterStatement: (sql: string) => void = () => undefined;
  sessions = 0;

  execute(query: Query): Promise<readonly Row[]> {
    return new MemorySession(this).execute(query);
  }

  withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    this.sessions += 1;
    return work(new MemorySession(this));
  }
}

export class MemorySession implements Session {
  readonly kept = new Set<string>();

  constructor(private readonly database: MemoryDatabase) {}

  execute({ sql }: Query): Promise<readonly Row[]> {
    return Promise.resolve().then(() => {
      this.database.beforeStatement(sql);
      this.run(sql);
      this.database.afterStatement(sql);
      return [];
    });
  }

  /** @throws SqlError */
  run(sql: string): void {
    const [verb, name = ''] = sql.split(' ');
    const details =
      verb === 'need' && !this.kept.has(name)
        ? { message: `no "${name}" in the session` }
        : this.database.refused.get(sql);
    if (details !== undefined) throw new SqlError(details);
    if (verb === 'keep') this.kept.add(name);
    this.database.done.push(sql);
  }
}

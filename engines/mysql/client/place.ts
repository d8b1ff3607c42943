import { setTimeout as sleep } from 'node:timers/promises';
import { MigrationError, SqlError, TransactionEndedError } from '../../../migration/errors';
import { isOpenEnded } from '../../../migration/lone-statement';
import type { Database, Query, Row, Session } from '../../../migration/ports';
import { SessionState } from './session-state';

/** Where the statements of a script run, and in what transactions. */
export interface Place extends Session {
  /** Commits what `work` did when it resolves, and takes it back when it rejects. */
  atomically<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** What the script makes of its session; absent where each transaction has one of its own. */
  readonly state?: SessionState;
}

/** The one session of a script whose statements share it. It is in a transaction of the Data API. */
export class PinnedPlace implements Place {
  readonly state: SessionState;
  private isLost = false;

  constructor(private readonly session: Session) {
    this.state = new SessionState(session);
  }

  async execute(query: Query): Promise<readonly Row[]> {
    this.assertNotLost();
    return this.session.execute(query);
  }

  async atomically<T>(work: (session: Session) => Promise<T>): Promise<T> {
    await this.execute({ sql: 'start transaction', isRepeatable: true });
    try {
      const value = await work(this.session);
      await this.session.execute({ sql: 'commit' });
      return value;
    } catch (error) {
      const isTakenBack = await this.rollback();
      this.isLost = !isTakenBack || isOpenEnded(error);
      throw error;
    }
  }

  /**
   * A statement whose answer was lost may run still, or begin only now. Whatever commits then, the next
   * transaction or the session's end, would commit it without its checkpoint.
   */
  assertNotLost(): void {
    if (this.isLost) throw new TransactionEndedError('a statement in it may not have ended');
  }

  private async rollback(): Promise<boolean> {
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      try {
        await this.session.execute({ sql: 'rollback', isRepeatable: true });
        return true;
      } catch (error) {
        // As long as a statement is being cancelled.
        if (!(error instanceof SqlError) || !/still running a query/i.test(error.message)) break;
        await sleep(250);
      }
    }
    return false;
  }
}

export function placeOf(session: Session): Place {
  if (session instanceof PinnedPlace) return session;
  return {
    execute: (query) => session.execute(query),
    atomically: (work) => inTransaction(databaseOf(session), work),
  };
}

/** A commit that is refused is not sent again. The run looks in the history, and goes on from there. */
async function inTransaction<T>(
  database: Database,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  let isDone: boolean | undefined;
  try {
    return await database.withSession(async (session) => {
      const value = await work(session);
      isDone = true;
      return value;
    });
  } catch (error) {
    const isRefused = error instanceof MigrationError && !isWordOfDatabase(error);
    if (isDone !== true || !isRefused) throw error;
    throw new TransactionEndedError(`its commit was refused: ${error.message}`, { cause: error });
  }
}

function isWordOfDatabase(error: MigrationError): boolean {
  return isOpenEnded(error) || error instanceof SqlError || error instanceof TransactionEndedError;
}

/** What a run works on is a database, but for the session that `withSession` gives to it. */
export function databaseOf(session: Session): Database {
  if (!('withSession' in session)) throw new TypeError('This session cannot begin a transaction');
  return session as Database;
}

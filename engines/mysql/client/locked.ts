import { StatementTimeoutError } from '../../../migration/errors';
import type { Query, Row, Session } from '../../../migration/ports';
import { isError, lockWaitTimeout } from '../errors';

/** Another transaction has a row. Nothing has been done; the caller looks again. */
export class RowTakenError extends Error {}

/**
 * Reads rows and locks them to the end of the transaction.
 *
 * @throws RowTakenError when another transaction has one for longer than the database, or the call, waits
 */
export async function locked(session: Session, query: Query): Promise<readonly Row[]> {
  try {
    return await session.execute(query);
  } catch (error) {
    // By default the database waits for 50 s, and a call takes 45 s.
    const isTaken = error instanceof StatementTimeoutError || isError(error, lockWaitTimeout);
    throw isTaken ? new RowTakenError('Another transaction has the row', { cause: error }) : error;
  }
}

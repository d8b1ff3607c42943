import type { Query, Row, Session } from '../../../migration/ports';
import { isError, lockWaitTimeout } from '../errors';

/**
 * Reads rows and locks them to the end of the transaction.
 *
 * @returns undefined when another transaction has one for longer than the database waits
 */
export async function locked(session: Session, query: Query): Promise<readonly Row[] | undefined> {
  try {
    return await session.execute(query);
  } catch (error) {
    if (isError(error, lockWaitTimeout)) return undefined;
    throw error;
  }
}

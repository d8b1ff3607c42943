import type { StatementAt } from '../migration/engine';
import { SqlError } from '../migration/errors';
import type { Session } from '../migration/ports';

/**
 * Stands before a statement that is sent by itself. In front, since both servers store a comment at
 * the end of a routine with it, and PostgreSQL shows the first kilobyte of a statement only. Without
 * the run, so that any run finds the statement of any other.
 */
export function markOf({ version, number }: StatementAt): string {
  return `/* aurora-migrate V${version} statement ${String(number)} */`;
}

/** How far from its beginning a text may have the mark; texts that ask for it have it behind that. */
export const markWithin = 64;

/** Sends a statement with its mark; positions in errors are those without it. */
export async function runMarked(session: Session, at: StatementAt, text: string): Promise<void> {
  const prefix = `${markOf(at)} `;
  try {
    await session.execute({ sql: prefix + text, continueAfterTimeout: true });
  } catch (error) {
    if (!(error instanceof SqlError) || error.details.position === undefined) throw error;
    const position = Math.max(1, error.details.position - prefix.length);
    throw new SqlError({ ...error.details, position }, { cause: error });
  }
}

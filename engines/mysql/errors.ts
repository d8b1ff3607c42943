import { SqlError, StatementTimeoutError } from '../../migration/errors';

interface MysqlError {
  readonly code: number;
  readonly words: RegExp;
  /** Where it stands for this error and no other. */
  readonly sqlState?: string;
}

export const tableAccessDenied = { code: 1142, words: /command denied to user/ };
export const noSuchTable = { code: 1146, words: /doesn't exist/, sqlState: '42S02' };
export const lockWaitTimeout = { code: 1205, words: /Lock wait timeout exceeded/ };
export const notPreparable = { code: 1295, words: /prepared statement protocol/ };
export const procedureExists = { code: 1304, words: /already exists/ };
export const noSuchProcedure = { code: 1305, words: /does not exist/ };

/**
 * Numbers of KILL, of timeouts and of a server that shuts down. What commits by itself may have done so
 * before it was interrupted.
 */
export const interruptions: readonly number[] = [1053, 1317, 1927, 1969, 3024, 3169];

const interruptionWords =
  /^Query execution was interrupted|^Server shutdown in progress|^Connection was killed/;

/**
 * Waits for a statement that was sent by itself.
 *
 * @throws StatementTimeoutError when it was interrupted: it is over, and may have been applied
 */
export async function unlessInterrupted(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!isInterruption(error)) throw error;
    throw new StatementTimeoutError(error.message, { cause: error });
  }
}

function isInterruption(error: unknown): error is SqlError {
  if (!(error instanceof SqlError)) return false;
  const { code, message } = error.details;
  return code === undefined ? interruptionWords.test(message) : interruptions.includes(code);
}

// The Data API may not pass the vendor's number on, and most SQLSTATEs cover too much.
export function isError(
  error: unknown,
  { code, words, sqlState = 'none' }: MysqlError,
): error is SqlError {
  if (!(error instanceof SqlError)) return false;
  return error.details.code === undefined
    ? words.test(error.details.message) || error.details.sqlState === sqlState
    : error.details.code === code;
}

/** The server has become a reader, and nothing of the statement was done. */
export function isReadOnly(error: unknown): error is SqlError {
  return error instanceof SqlError && readOnlyWords.test(error.details.message);
}

const readOnlyWords = /running with the --(?:super-)?read-only option|^Running in read-only mode/;

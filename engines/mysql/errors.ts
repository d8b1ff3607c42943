import { SqlError } from '../../migration/errors';

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

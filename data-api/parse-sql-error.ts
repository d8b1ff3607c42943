import type { SqlErrorDetails } from '../migration/errors';
import { parseMysqlError } from './parse-mysql-error';
import { parsePostgresqlError } from './parse-postgresql-error';

/** Reads the text of either engine; a text of neither is the message as it stands. */
export function parseSqlError(text: string): SqlErrorDetails {
  return parseMysqlError(text) ?? parsePostgresqlError(text) ?? { message: text };
}

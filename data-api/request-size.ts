import type { Query } from '../migration/ports';
import { MigrationError } from '../migration/errors';

/** The most that the service takes, headers and JSON included (AWS's documentation). */
const serviceLimitBytes = 4 * 1024 * 1024;

/** Headers, the ARNs, the database's name, and the JSON around them. */
const envelopeBytes = 16 * 1024;

/** The most that one parameter may take in a request, in bytes of JSON. */
export const maxPayloadBytes = serviceLimitBytes - envelopeBytes;

/** The most that the service takes as `sql`, in characters; it says so itself, the SDK does not. */
export const maxSqlCharacters = 65_536;

/** What one call cannot carry. Nothing was sent. */
export class RequestTooLargeError extends MigrationError {
  override readonly name = 'RequestTooLargeError';
}

/** Bytes of a query within the request's body. */
export function serializedBytes({ sql, parameters = {} }: Query): number {
  return Buffer.byteLength(JSON.stringify({ sql, parameters }));
}

/** @throws RequestTooLargeError */
export function assertSize(query: Query): void {
  if (query.sql.length > maxSqlCharacters) {
    throw new RequestTooLargeError(
      `a statement of ${String(query.sql.length)} characters cannot be sent as text: ` +
        `the Data API takes at most ${String(maxSqlCharacters)}`,
    );
  }
  const bytes = serializedBytes(query);
  if (bytes > maxPayloadBytes) {
    throw new RequestTooLargeError(
      `a call of ${String(bytes)} bytes cannot be sent: the Data API takes at most ` +
        `${String(maxPayloadBytes)} beside its envelope`,
    );
  }
}

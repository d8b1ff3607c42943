import { jsonStringBytes } from '../migration/json-size';
import type { Query } from '../migration/ports';
import { RequestTooLargeError } from './request-errors';
import { toRequest } from './request';

/**
 * The largest request to send, in bytes as `serializedBytes` counts them. The service takes
 * 4 MiB over the wire; the margin is for the headers, a session token of some KiB among them.
 */
export const maxRequestBytes = 4 * 1024 * 1024 - 32 * 1024;

/** The most that the values of the parameters may take, as JSON, beside the text of a call. */
export const maxPayloadBytes = maxRequestBytes - 16 * 1024;

/**
 * The longest text of a statement. The service counts characters; counted here in UTF-16
 * units, which are never fewer.
 */
export const maxSqlLength = 65_536;

/** The bytes of the query's request body, in UTF-8, with its ARNs, database and transaction. */
export function serializedBytes(query: Query): number {
  let textBytes = 0;
  // Counted apart, so that there is no copy of a large payload besides the one that the SDK sends.
  const rest = JSON.stringify(toRequest(query), (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    textBytes += jsonStringBytes(value) - emptyBytes;
    return '';
  });
  return Buffer.byteLength(rest) + textBytes + targetBytes;
}

/** Throws before anything is sent when the service would refuse the query for its size. */
export function assertFits(query: Query): void {
  if (query.sql.length > maxSqlLength) {
    throw new RequestTooLargeError(
      `The statement has ${query.sql.length} characters, the Data API takes ${maxSqlLength}`,
      'pass the long part as the value of a parameter',
    );
  }
  const bytes = serializedBytes(query);
  if (bytes > maxRequestBytes) {
    throw new RequestTooLargeError(
      `The request has ${bytes} bytes, the Data API takes ${maxRequestBytes} and its headers`,
      'send less in one call',
    );
  }
}

const emptyBytes = jsonStringBytes('');

// Room for the members that say where the query runs. The service's own limits for them
// (100, 100, 64 and 192 characters) and their names add up to less.
const targetBytes = 1024;

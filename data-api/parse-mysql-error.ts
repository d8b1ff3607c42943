import type { SqlErrorDetails } from '../migration/errors';

/**
 * Reads `<text>; Error code: 1146; SQLState: 42S02` and `Database error code: 1146. Message: …`.
 * Both were seen on the first version of the Data API; nobody has written down the second's.
 */
export function parseMysqlError(text: string): SqlErrorDetails | undefined {
  return parseTail(text) ?? parseHead(text);
}

function parseTail(text: string): SqlErrorDetails | undefined {
  const [, message, code, sqlState] = tail.exec(text) ?? [];
  if (message === undefined || code === undefined) return undefined;
  return { message, code: Number(code), ...(sqlState !== undefined && { sqlState }) };
}

function parseHead(text: string): SqlErrorDetails | undefined {
  const [, code, message] = head.exec(text) ?? [];
  if (message === undefined || code === undefined) return undefined;
  return { message, code: Number(code) };
}

const tail = /^([\s\S]*);\s*Error code: (\d+)(?:;\s*SQLState: ([0-9A-Z]{5}))?\s*;?\s*$/;
const head = /^Database error code: (\d+)\. Message: ([\s\S]*?)\s*$/;

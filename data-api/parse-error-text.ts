import type { SqlErrorDetails } from '../migration/errors';

/**
 * Takes the service's text of a database error apart. The forms were seen on live clusters
 * (tmokmss/aurora-data-api-proxy; Data API v1); whatever fits none is the message as it is.
 */
export function parseErrorText(text: string): SqlErrorDetails {
  return (
    parsePostgresql(text) ?? parseMysql(text) ?? parseMysqlV1(text) ?? { message: text.trim() }
  );
}

// ERROR: relation "a" does not exist; Position: 15; SQLState: 42P01
// The message may hold "; " itself, so the known parts are peeled off from the right.
function parsePostgresql(text: string): SqlErrorDetails | undefined {
  let rest = text.trim();
  if (!rest.startsWith('ERROR:')) return undefined;
  const parts = new Map<string, string>();
  for (;;) {
    const part = lastPart.exec(rest);
    if (part?.[1] === undefined || part[2] === undefined) break;
    parts.set(part[1], part[2].trim());
    rest = rest.slice(0, part.index);
  }
  const sqlState = parts.get('SQLState');
  const detail = parts.get('Detail');
  const hint = parts.get('Hint');
  const position = parts.get('Position');
  return {
    message: rest.replace(/^ERROR:\s*/, '').trim(),
    ...(sqlState !== undefined && { sqlState }),
    ...(detail !== undefined && { detail }),
    ...(hint !== undefined && { hint }),
    ...(position !== undefined && { position: Number(position) }),
  };
}

const lastPart =
  /(?:;\s*|\n\s*)(Detail|Hint|Where|Position|SQLState):\s*((?:(?!(?:;\s*|\n\s*)(?:Detail|Hint|Where|Position|SQLState):)[^])*?);?\s*$/;

// Table 'shop.a' doesn't exist; Error code: 1146; SQLState: 42S02
function parseMysql(text: string): SqlErrorDetails | undefined {
  const found = /^([^]*?);\s*Error code:\s*(\d+)(?:;\s*SQLState:\s*(\w{5}))?;?\s*$/i.exec(
    text.trim(),
  );
  if (found?.[1] === undefined) return undefined;
  return {
    message: found[1].trim(),
    code: Number(found[2]),
    ...(found[3] !== undefined && { sqlState: found[3] }),
  };
}

// Database error code: 1146. Message: Table 'shop.a' doesn't exist
function parseMysqlV1(text: string): SqlErrorDetails | undefined {
  const found = /^Database error code:\s*(\d+)\.\s*Message:\s*([^]*)$/i.exec(text.trim());
  return found?.[2] === undefined
    ? undefined
    : { message: found[2].trim(), code: Number(found[1]) };
}

import { createHash } from 'node:crypto';

/**
 * SHA-256 in hex over the content with CRLF made LF and without a leading byte order mark,
 * so that neither git's autocrlf nor an editor on Windows changes a checksum.
 * A lone CR stays: it is no line end to git, and it may be part of a value.
 */
export function checksumOf(content: Uint8Array): string {
  const hash = createHash('sha256');
  let start = hasByteOrderMark(content) ? 3 : 0;
  for (let at = content.indexOf(CR, start); at !== -1; at = content.indexOf(CR, at + 1)) {
    if (content[at + 1] !== LF) continue;
    hash.update(content.subarray(start, at));
    start = at + 1;
  }
  return hash.update(content.subarray(start)).digest('hex');
}

const CR = 0x0d;
const LF = 0x0a;

function hasByteOrderMark(content: Uint8Array): boolean {
  return content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
}

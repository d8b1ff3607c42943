/** The bytes of a text as a JSON string in UTF-8, counted without making that string. */
export function jsonStringBytes(text: string): number {
  let bytes = 2;
  for (let index = 0; index < text.length; index += lengthAt(text, index)) {
    bytes += bytesAt(text, index);
  }
  return bytes;
}

/** Cuts a text into parts that each take so many bytes at most as a JSON string. */
export function cutForJson(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let bytes = 2;
  for (let index = 0; index < text.length; index += lengthAt(text, index)) {
    const more = bytesAt(text, index);
    if (bytes + more > maxBytes && index > start) {
      parts.push(text.slice(start, index));
      start = index;
      bytes = 2;
    }
    bytes += more;
  }
  if (start < text.length) parts.push(text.slice(start));
  return parts;
}

/** Two UTF-16 units for a character of two, which no cut may part. */
function lengthAt(text: string, index: number): 1 | 2 {
  return isPairAt(text, index) ? 2 : 1;
}

function bytesAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0x20) return shortEscapes.has(unit) ? 2 : 6;
  if (unit === quote || unit === backslash) return 2;
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (unit < 0xd800 || unit > 0xdfff) return 3;
  return isPairAt(text, index) ? 4 : 6;
}

function isPairAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return false;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

const quote = 0x22;
const backslash = 0x5c;
/** \b, \t, \n, \f, \r */
const shortEscapes: ReadonlySet<number> = new Set([8, 9, 10, 12, 13]);

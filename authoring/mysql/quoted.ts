/**
 * Index behind the quote that closes the one at `open`, or nothing when none does.
 * A doubled quote is part of the text; a backslash escapes in strings, not in names.
 */
export function quotedEnd(text: string, open: number): number | undefined {
  const quote = text.charCodeAt(open);
  const escapes = quote !== 0x60;
  for (let index = open + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5c && escapes) {
      index += 1;
    } else if (code === quote) {
      if (text.charCodeAt(index + 1) !== quote) return index + 1;
      index += 1;
    }
  }
  return undefined;
}

/** What a quoted string or name stands for; the quotes are part of `quoted`. */
export function unquoted(quoted: string): string {
  const inner = quoted.slice(1, -1);
  switch (quoted.charAt(0)) {
    case '`':
      return inner.replaceAll('``', '`');
    case "'":
      return inner.replace(/''|\\([^])/g, unescaped);
    default:
      return inner.replace(/""|\\([^])/g, unescaped);
  }
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\x1a',
  // These two keep their backslash, for LIKE.
  '%': '\\%',
  _: '\\_',
};

function unescaped(match: string, escaped: string | undefined): string {
  return escaped === undefined ? match.charAt(0) : (escapes[escaped] ?? escaped);
}

export interface Scanned {
  /** The text around the parameters: one more than there are names. */
  readonly parts: readonly string[];
  readonly names: readonly string[];
  /** A statement's end with something else than white space and comments behind it. */
  readonly hasMoreStatements: boolean;
}

/**
 * Finds `:name` the way the real service does: it knows quotes, comments and `::`, takes a backslash
 * in a literal for an escape on every engine, and knows nothing of dollar quotes. Hence the
 * traps: `$$ :word $$` and `a[1:2]` are rewritten, and a literal that ends in a backslash
 * hides what comes behind it.
 */
export function scanParameters(sql: string): Scanned {
  const parts: string[] = [];
  const names: string[] = [];
  let partStart = 0;
  let ended = false;
  let hasMoreStatements = false;

  token.lastIndex = 0;
  for (let match = token.exec(sql); match !== null; match = token.exec(sql)) {
    const [text] = match;
    const name = match.groups?.name;
    if (text === ';') {
      ended = true;
      continue;
    }
    const isGap = /^(?:\s|--|\/\*)/.test(text);
    if (ended && !isGap) hasMoreStatements = true;
    if (name === undefined) continue;
    parts.push(sql.slice(partStart, match.index));
    names.push(name);
    partStart = match.index + text.length;
  }
  parts.push(sql.slice(partStart));
  return { parts, names, hasMoreStatements };
}

const token = new RegExp(
  [
    String.raw`'(?:\\[^]|[^'\\])*(?:'|$)`,
    String.raw`"(?:\\[^]|[^"\\])*(?:"|$)`,
    '`[^`]*(?:`|$)',
    String.raw`--[^\n]*`,
    String.raw`\/\*[^]*?(?:\*\/|$)`,
    String.raw`::`,
    String.raw`:(?<name>\w+)`,
    String.raw`\s+`,
    ';',
    String.raw`[\w$]+`,
    '[^]',
  ].join('|'),
  'g',
);

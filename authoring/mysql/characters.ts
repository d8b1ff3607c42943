/** Part of an unquoted name or number. All beyond ASCII is. */
export function isWordPart(code: number): boolean {
  return isAlphanumeric(code) || code === 0x24; // $
}

/** As `isWordPart`, without `$`, which people use to end a statement: `END$$`. */
export function isAlphanumeric(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    isDigit(code) ||
    code === 0x5f ||
    code >= 0x80
  );
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Index of the next line feed, or the end of the text. */
export function lineEnd(text: string, from: number): number {
  const index = text.indexOf('\n', from);
  return index === -1 ? text.length : index;
}

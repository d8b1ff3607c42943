/**
 * A text for a terminal: control characters, with which a file's name or content could move the
 * cursor and rewrite what stands there, become visible (`\u001b`).
 */
export function visible(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

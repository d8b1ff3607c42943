/**
 * What moves a terminal's cursor, or makes a text look like another one: control characters, line
 * separators, and what turns the direction of writing.
 */
export const controlCharacter = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/**
 * A text for a terminal: control characters, with which a file's name or content could move the
 * cursor and rewrite what stands there, become visible (`\u001b`).
 */
export function visible(text: string): string {
  return text.replace(
    new RegExp(controlCharacter, 'gu'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text of several lines for a terminal: as `visible`, with its line ends and tabs as they are. */
export function visibleLines(text: string): string {
  return text.replace(/[^\n\t]+/g, visible);
}

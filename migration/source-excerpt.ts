import type { Location } from './locate-failure';
import { controlCharacter } from './visible';

const maxWidth = 100;

/**
 * The line in question with the one above it, and a caret under the column:
 *
 * ```
 *    13 | create index orders_by_customer
 *  > 14 |   on purchases (customer_id);
 *       |      ^
 * ```
 */
export function sourceExcerpt(content: Uint8Array, { line, column }: Location): string {
  const lines = new TextDecoder().decode(content).split(/\r?\n/);
  const width = String(line).length;
  const row = (number: number, mark: string): readonly string[] => {
    const text = lines[number - 1];
    return text === undefined
      ? []
      : [`${mark} ${String(number).padStart(width)} | ${cut(text, column).text}`];
  };
  const shift = cut(lines[line - 1] ?? '', column).column;
  return [
    ...row(line - 1, ' '),
    ...row(line, '>'),
    `  ${' '.repeat(width)} | ${' '.repeat(shift - 1)}^`,
  ]
    .map((excerptLine) => `  ${excerptLine}`.trimEnd())
    .join('\n');
}

/**
 * The part of a long line around a column. Tabs are single spaces, and other control characters one
 * `\ufffd`, so that the caret stands right and a script moves no cursor.
 */
function cut(line: string, column: number): { readonly text: string; readonly column: number } {
  const characters = [...line.replaceAll('\t', ' ')].map((character) =>
    controlCharacter.test(character) ? '\ufffd' : character,
  );
  if (characters.length <= maxWidth) return { text: characters.join(''), column };
  const start = Math.max(0, Math.min(column - 1 - maxWidth / 2, characters.length - maxWidth));
  return { text: characters.slice(start, start + maxWidth).join(''), column: column - start };
}

import fc from 'fast-check';
import { commentText, gapMark, hostileName } from './hostile-text';

/** One or more statements, and the rows that they leave in the table `arrived`. */
export interface HostileStatement {
  readonly text: string;
  readonly arrives: readonly string[];
  /** Sent as text, where the service would not leave everything as it is. */
  readonly mayBeRefused: boolean;
}

export interface HostileScript {
  readonly description: string;
  readonly text: string;
  readonly arrives: readonly string[];
  /** Numbers of the lines, from 1, of which something may be refused. */
  readonly refusable: ReadonlySet<number>;
}

/** Statements, what stands between them, and a byte order mark or none. */
export function scriptOf(
  statements: fc.Arbitrary<readonly HostileStatement[]>,
  lineComments: readonly string[],
): fc.Arbitrary<HostileScript> {
  const gap = gapOf(lineComments);
  const between = gapOf(lineComments, ';', ' ;\n');
  return fc
    .record({
      description: hostileName,
      mark: fc.constantFrom('', '\uFEFF'),
      statements,
      gaps: fc.array(between, { minLength: 6, maxLength: 6 }),
      inner: fc.array(gap, { minLength: 5, maxLength: 5 }),
    })
    .map(({ description, mark, statements: parts, gaps, inner }) => {
      let text = gaps[0] ?? '';
      let marks = 0;
      const refusable = new Set<number>();
      for (const [at, { text: statement, mayBeRefused }] of parts.entries()) {
        const first = lineCount(text);
        text += statement.replaceAll(gapMark, () => inner[marks++ % inner.length] ?? ' ');
        for (let line = first; mayBeRefused && line <= lineCount(text); line += 1) {
          refusable.add(line);
        }
        text += `;${gaps[at + 1] ?? '\n'}`;
      }
      return {
        description,
        text: mark + text,
        arrives: parts.flatMap(({ arrives }) => arrives),
        refusable,
      };
    });
}

function gapOf(lineComments: readonly string[], ...also: readonly string[]): fc.Arbitrary<string> {
  const comment = fc.oneof(
    fc
      .tuple(fc.constantFrom(...lineComments), commentText, fc.constantFrom('\n', '\r\n'))
      .map(([opening, text, end]) => `${opening}${text}${end}`),
    commentText.map((text) => `/* ${text} */`),
  );
  return fc
    .array(fc.oneof(fc.constantFrom(' ', '\n', '\r\n', '\t', ...also), comment), { maxLength: 3 })
    .map((parts) => `\n${parts.join('')}\n`);
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

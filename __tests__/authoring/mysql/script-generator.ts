import fc from 'fast-check';
import { delimiters, separator } from './generator/gaps';
import { statement } from './generator/statements';

/** A script, and the statements that it was put together from. */
export interface GeneratedScript {
  readonly text: string;
  readonly statements: readonly { readonly text: string; readonly index: number }[];
}

/**
 * Scripts whose boundaries are known, since they are put together from known pieces. It knows
 * nothing of the splitter. What it makes is valid on a server that has `tableSetup`.
 */
export const script: fc.Arbitrary<GeneratedScript> = fc
  .array(
    fc.record({
      statement,
      before: separator,
      after: fc.constantFrom('', ' ', '\n', '\r\n', ' /* ; end */ '),
      next: separator,
      delimiter: fc.option(delimiters, { nil: undefined, freq: 4 }),
      isEndedBySemicolon: fc.boolean(),
      isFollowedByNothing: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => {
    const statements: { text: string; index: number }[] = [];
    let text = '';
    let current = ';';
    for (const part of parts) {
      if (part.delimiter !== undefined) {
        // The command takes its whole line.
        text += `${text === '' || text.endsWith('\n') ? '' : '\n'}${part.delimiter.command}`;
        current = part.delimiter.word;
      }
      text += part.before;
      statements.push({ text: part.statement, index: text.length });
      text += part.statement + part.after;
      // The server ends a statement at a semicolon too, whatever the delimiter.
      if (current !== ';' && part.isEndedBySemicolon) text += ';';
      // A delimiter of letters must not touch what comes behind it.
      const end = /\w/.test(current) ? `${current}\n` : current;
      text += ` ${end}`;
      if (part.isFollowedByNothing) text += `${part.next}${end}`;
      text += part.next;
    }
    return { text, statements };
  });

/** What the statements of a script need to find. */
export const tableSetup = [
  'create table t (a int, b varchar(200), begin int, end int, delimiter varchar(20), source int) character set utf8mb4',
] as const;

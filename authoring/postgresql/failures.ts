import type { ParseFailure } from './parse';
import type { TextProblem } from './statement';

/** A parser's failure as a problem of `text`, of which it read what begins at `start`. */
export function describeFailure(text: string, start: number, failure: ParseFailure): TextProblem {
  const index = indexOfCodePoint(text, start, failure.codePoint ?? 0);
  const variable = matchAt(/:(?:\w+|'\w+'|"\w+"|\{\?\w+\})/y, text, index);
  if (variable !== undefined) {
    return {
      index,
      message: `${variable} is a psql variable, which cannot run over the Data API; write its value`,
    };
  }
  if (text[index] === '\\') return psqlCommand(text, index);
  return { index, message: shortened(failure.message) };
}

export function psqlCommand(text: string, index: number): TextProblem {
  const command = matchAt(/\\(?:\w+|\S)?/y, text, index) ?? '\\';
  return {
    index,
    message:
      `${command} is a psql command, which cannot run over the Data API; ` +
      `remove it, or write what it does in SQL`,
  };
}

export function unterminated(text: string, index: number): TextProblem {
  const [thing, closing] = openedAt(text, index);
  return { index, message: `unterminated ${thing}; close it with ${closing}` };
}

function openedAt(text: string, index: number): readonly [thing: string, closing: string] {
  const first = text[index];
  if (first === '/') return ['comment', '*/'];
  if (first === '"') return ['quoted identifier', '"'];
  if (first !== '$') return ['quoted string', "'"];
  return ['dollar-quoted string', matchAt(/\$[^$]*\$/y, text, index) ?? '$$'];
}

function indexOfCodePoint(text: string, start: number, codePoint: number): number {
  let index = start;
  for (let count = 0; count < codePoint && index < text.length; count += 1) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  }
  return index;
}

// The parser quotes the token at which it failed, and a token may be a whole page.
function shortened(message: string): string {
  const line = message.replace(/\s+/g, ' ');
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

function matchAt(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

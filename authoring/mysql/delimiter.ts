import { isAlphanumeric, lineEnd } from './characters';
import type { Token } from './token';
import { operandFollows } from './operand';

export interface DelimiterCommand {
  /** The new delimiter; absent when the command is wrong. */
  readonly delimiter?: string;
  /** What is wrong with it. */
  readonly problem?: string;
  /** Index where its line ends: the command takes all of it. */
  readonly end: number;
}

/** Reads the rest of the line behind the word DELIMITER, which ends at `from`. */
export function readDelimiter(text: string, from: number): DelimiterCommand {
  const end = lineEnd(text, from);
  const rest = text.slice(from, end);
  const argument = rest.trim();
  if (argument === '' || !/^\s/.test(rest)) {
    return {
      end,
      problem: 'DELIMITER needs a space and a word behind it, on its line, such as DELIMITER //',
    };
  }
  const match = /^(?:'([^']*)'|"([^"]*)"|`([^`]*)`|([^\s'"`]\S*))/.exec(argument);
  const delimiter = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4] ?? '';
  if (delimiter === '' || /\s/.test(delimiter)) {
    return {
      end,
      problem: `DELIMITER ${argument.slice(0, 20)} names no word without white space; write it as DELIMITER //`,
    };
  }
  if (delimiter.includes('\\')) {
    return {
      end,
      problem: `DELIMITER ${delimiter} cannot hold a backslash, which escapes; choose another word, such as //`,
    };
  }
  return { end, delimiter };
}

/**
 * True when the word DELIMITER, met inside of a statement, can only be the command. It is also
 * a good name for a column, so what stands before it and behind it decides.
 */
export function isMisplacedDelimiter(text: string, token: Token, previous: Token): boolean {
  if (operandFollows(previous) || !matchesAt(/[^\S\n]+\S/y, text, token.end)) return false;
  if (text.slice(previous.end, token.start).includes('\n')) return true;
  // On the line of other SQL, only what no name can have behind it: `end delimiter //`.
  return matchesAt(/[^\S\n]+(?:\/\/|\$\$|;;|\|\||@@|!!|\^\^)\s*?$/my, text, token.end);
}

/** True when a delimiter such as `go` was found inside of a longer word, such as `category`. */
export function isInsideWord(text: string, { start, end }: Token): boolean {
  return joins(text, start) || joins(text, end);
}

/** Looks at the place itself: a copy of the line, for each word on it, would take square time. */
function matchesAt(sticky: RegExp, text: string, index: number): boolean {
  sticky.lastIndex = index;
  return sticky.test(text);
}

function joins(text: string, index: number): boolean {
  return isAlphanumeric(text.charCodeAt(index - 1)) && isAlphanumeric(text.charCodeAt(index));
}

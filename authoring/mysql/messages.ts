import type { Unclosed } from './token';

/** What to say of something without an end. */
export const unclosedMessages: Readonly<Record<Unclosed['what'], string>> = {
  string:
    'this string is not closed; add the missing quote (one inside of a string is written twice)',
  name: 'this name is not closed; add the missing backtick (one inside of a name is written twice)',
  comment: 'this comment is not closed; add the missing */',
};

/** What to say of a block without an END. */
export function openMessage(kind: string): string {
  return `this ${kind} is not closed; add the missing ${closing(kind)}`;
}

/** What to say of an END for another block than the one open. */
export function mismatchMessage(kind: string): string {
  return `this END does not close the ${kind} that is open; add the missing ${closing(kind)} before it`;
}

function closing(kind: string): string {
  return kind === 'BEGIN' ? 'END' : `END ${kind}`;
}

import type { Node } from 'libpg-query';
import type { ParsedStatement } from './parse';
import { createByteIndex } from './byte-index';
import { nextToken } from './tokens';

/** A statement in a text: from its first token to its last, in UTF-16 units. */
export interface CutStatement {
  readonly start: number;
  readonly end: number;
  readonly node: Node;
}

/** A statement and what its tree says about it. */
export interface ReadStatement extends CutStatement {
  /** Of its first token, from 1. */
  readonly line: number;
  /** The command, when it must run outside of a transaction and of procedures. */
  readonly runsAlone: string | undefined;
  /** What it leaves in the session for later statements, in words. */
  readonly sessionState: string | undefined;
}

/** Something wrong at an index of a text, in UTF-16 units. */
export interface TextProblem {
  readonly index: number;
  readonly message: string;
}

/** Takes the comments off that the parser leaves around statements. */
export function cutStatements(
  text: string,
  parsed: readonly ParsedStatement[],
): readonly CutStatement[] {
  const indexOf = createByteIndex(text);
  return parsed.map(({ start, end, node }) => {
    const from = indexOf(start);
    const to = end === undefined ? text.length : indexOf(end);
    return { ...tokensWithin(text, from, to), node };
  });
}

function tokensWithin(
  text: string,
  from: number,
  to: number,
): { readonly start: number; readonly end: number } {
  let token = nextToken(text, from);
  const start = token?.start ?? from;
  // Where there is no comment, whatever stands last is the last token.
  if (!/--|\/\*/.test(text.slice(start, to))) return { start, end: behindLast(text, start, to) };
  let end = start;
  while (token && token.start < to) {
    end = token.end;
    token = nextToken(text, end);
  }
  return { start, end };
}

function behindLast(text: string, start: number, to: number): number {
  let end = Math.max(start, to);
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

// As `nextToken` has it: PostgreSQL takes white space beyond ASCII for a part of a name.
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

import type { Token } from './tokens';
import { nextToken } from './tokens';

/** What is probably one statement, found without a parser. */
export interface Piece {
  readonly start: number;
  /** Behind the semicolon, or where the text or a psql command cuts it short. */
  readonly end: number;
  /** False when a parenthesis or a BEGIN ATOMIC in it is still open. */
  readonly isBalanced: boolean;
  /** What cut it short. */
  readonly stop?: { readonly reason: 'psql command' | 'unterminated'; readonly index: number };
}

/** Cuts as psql does: at a semicolon outside of parentheses and of BEGIN ATOMIC … END. */
export function nextPiece(text: string, from: number): Piece | undefined {
  let token = nextToken(text, from);
  while (token && isSymbol(text, token, ';')) token = nextToken(text, token.end);
  if (!token) return undefined;

  const { start } = token;
  let end = start;
  let parentheses = 0;
  const body = createBodyDepth(text);
  for (; token; token = nextToken(text, end)) {
    const stop = stopAt(text, token);
    if (stop) return { start, end, isBalanced: false, stop };
    end = token.end;
    if (token.kind === 'word') body.read(token);
    if (isSymbol(text, token, '(')) parentheses += 1;
    if (isSymbol(text, token, ')')) parentheses = Math.max(0, parentheses - 1);
    if (isSymbol(text, token, ';') && parentheses === 0 && body.depth() === 0) break;
  }
  return { start, end, isBalanced: parentheses === 0 && body.depth() === 0 };
}

/** Behind the first semicolon at or after `from`, wherever it stands. */
export function behindSemicolon(text: string, from: number, at: number): number {
  let token = nextToken(text, from);
  while (token && token.kind !== 'unterminated') {
    if (token.start >= at && isSymbol(text, token, ';')) return token.end;
    token = nextToken(text, token.end);
  }
  return text.length;
}

function stopAt(text: string, token: Token): Piece['stop'] {
  if (token.kind === 'unterminated') return { reason: 'unterminated', index: token.start };
  // Outside of quotes PostgreSQL knows no backslash.
  if (isSymbol(text, token, '\\')) return { reason: 'psql command', index: token.start };
  return undefined;
}

interface BodyDepth {
  read(word: Token): void;
  depth(): number;
}

/** Counts BEGIN ATOMIC and the CASEs in it up, END down. Any other BEGIN has no body. */
function createBodyDepth(text: string): BodyDepth {
  let depth = 0;
  let previous = '';
  return {
    read: ({ start, end }) => {
      const word = text.slice(start, end).toLowerCase();
      if (word === 'atomic' && previous === 'begin') depth += 1;
      else if (word === 'case' && depth > 0) depth += 1;
      else if (word === 'end' && depth > 0) depth -= 1;
      previous = word;
    },
    depth: () => depth,
  };
}

function isSymbol(text: string, token: Token, symbol: string): boolean {
  return token.kind === 'symbol' && text[token.start] === symbol;
}

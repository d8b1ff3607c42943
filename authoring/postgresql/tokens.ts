/** A piece of SQL as PostgreSQL's scanner cuts it, as far as finding statements needs. */
export interface Token {
  readonly kind: 'word' | 'literal' | 'symbol' | 'unterminated';
  readonly start: number;
  /** Behind the last character. */
  readonly end: number;
}

/** The first token at `from` or behind it, past white space and comments; none at the end. */
export function nextToken(text: string, from: number): Token | undefined {
  const start = skipTrivia(text, from);
  if (start < 0) return { kind: 'unterminated', start: -start - 1, end: text.length };
  const char = text[start];
  if (char === undefined) return undefined;

  if (char === "'") return literal(text, start, endOfQuoted(text, start, "'"));
  if (char === '"') return literal(text, start, endOfQuoted(text, start, '"'));
  if (char === '$') {
    const tag = match(dollarTag, text, start);
    if (tag === undefined) return { kind: 'symbol', start, end: start + 1 };
    return literal(text, start, endBehind(text, tag, start + tag.length));
  }
  const word = match(wordPattern, text, start);
  if (word === undefined) return { kind: 'symbol', start, end: start + 1 };
  const end = start + word.length;
  if (/^[eE]$/.test(word) && text[end] === "'") return literal(text, start, endOfEscape(text, end));
  return { kind: 'word', start, end };
}

// Digits do not begin a word (1$$a$$ is a number and a string), but go with what follows (1e5).
const wordPattern = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*|[0-9][A-Za-z0-9_.]*/y;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
const space = /[ \t\n\r\f\v]+/y;
const lineComment = /--[^\n\r]*/y;
const commentEdge = /\/\*|\*\//g;
const quoteOrBackslash = /['\\]/g;
// 'a' and 'b' on two lines are one literal, and E holds for both.
const continuation =
  /(?:[ \t\f\v]|--[^\n\r]*(?=[\n\r]))*[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*'/y;

/** Where the next token begins; -1 - start for a comment that never ends. */
function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    const trivia = match(space, text, at) ?? match(lineComment, text, at);
    if (trivia !== undefined) {
      at += trivia.length;
      continue;
    }
    if (!text.startsWith('/*', at)) return at;
    const end = endOfComment(text, at);
    if (end === undefined) return -at - 1;
    at = end;
  }
}

function endOfComment(text: string, start: number): number | undefined {
  commentEdge.lastIndex = start;
  let depth = 0;
  for (let edge = commentEdge.exec(text); edge; edge = commentEdge.exec(text)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return commentEdge.lastIndex;
  }
  return undefined;
}

function literal(text: string, start: number, end: number | undefined): Token {
  if (end === undefined) return { kind: 'unterminated', start, end: text.length };
  return { kind: 'literal', start, end };
}

function endOfQuoted(text: string, start: number, quote: string): number | undefined {
  let end = endBehind(text, quote, start + 1);
  while (end !== undefined && text[end] === quote) end = endBehind(text, quote, end + 1);
  return end;
}

function endOfEscape(text: string, quote: number): number | undefined {
  quoteOrBackslash.lastIndex = quote + 1;
  for (let found = quoteOrBackslash.exec(text); found; found = quoteOrBackslash.exec(text)) {
    const at = found.index;
    if (found[0] === '\\' || text[at + 1] === "'") {
      quoteOrBackslash.lastIndex = at + 2;
      continue;
    }
    const gap = match(continuation, text, at + 1);
    if (gap === undefined) return at + 1;
    quoteOrBackslash.lastIndex = at + 1 + gap.length;
  }
  return undefined;
}

function endBehind(text: string, part: string, from: number): number | undefined {
  const index = text.indexOf(part, from);
  return index === -1 ? undefined : index + part.length;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

import { isDigit, isWordPart, lineEnd } from './characters';
import { quotedEnd } from './quoted';
import type { Token, Unclosed } from './token';

export const defaultDelimiter = ';';

/** Reads the tokens of a text one by one, in time linear in its length. */
export class Tokenizer {
  /** Where reading goes on. */
  position = 0;
  /** What ends a statement; the default one comes as a symbol, any other as a delimiter. */
  delimiter = defaultDelimiter;

  readonly #text: string;
  readonly #versionComments: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** True where nothing ends a statement: the comment is one piece of code. */
  get isInVersionComment(): boolean {
    return this.#versionComments.length > 0;
  }

  /** The next token, or nothing at the end of the text. */
  next(): Token | Unclosed | undefined {
    const text = this.#text;
    for (;;) {
      this.#skipSpace();
      const start = this.position;
      if (start >= text.length) {
        return this.#unclosedVersionComment();
      }
      // As in the mysql client, the delimiter goes before everything, comments included.
      if (this.#isDelimiter(start)) return this.#take('delimiter', start + this.delimiter.length);

      const code = text.charCodeAt(start);
      if (code === 0x2f && text.charCodeAt(start + 1) === 0x2a) {
        const token = this.#comment(start);
        if (token !== undefined) return token;
      } else if (code === 0x23 || this.#isDashComment(start)) {
        this.position = lineEnd(text, start);
      } else {
        return this.#token(start, code);
      }
    }
  }

  #token(start: number, code: number): Token | Unclosed {
    if (code === 0x27 || code === 0x22) return this.#quoted('string', start, start);
    if (code === 0x60) return this.#quoted('name', start, start);
    if (code === 0x40) return this.#variable(start);
    if (isWordPart(code)) return this.#word(start, code);
    const end = start + 1;
    if (code === 0x2a && this.#closesVersionComment(start)) {
      this.#versionComments.pop();
      return this.#take('version-comment-end', end + 1);
    }
    this.position = end;
    return { kind: 'symbol', start, end, word: this.#text.charAt(start) };
  }

  #word(start: number, code: number): Token {
    const end = this.#wordEnd(start + 1);
    this.position = end;
    return isDigit(code)
      ? { kind: 'number', start, end, word: '' }
      : { kind: 'word', start, end, word: this.#text.slice(start, end).toUpperCase() };
  }

  #wordEnd(from: number): number {
    // No delimiter cuts a word short then, and a pattern is faster than a loop.
    if (this.delimiter === defaultDelimiter) return behind(wordParts, this.#text, from);
    let end = from;
    while (isWordPart(this.#text.charCodeAt(end)) && !this.#isDelimiter(end)) end += 1;
    return end;
  }

  #quoted(kind: 'string' | 'name' | 'variable', start: number, quote: number): Token | Unclosed {
    const end = quotedEnd(this.#text, quote);
    if (end !== undefined) return this.#take(kind, end, start);
    this.position = this.#text.length;
    const what = this.#text.charAt(quote) === '`' ? 'name' : 'string';
    return { kind: 'unclosed', start: quote, what };
  }

  /** `@x`, `@'x'`, `@@session.x`; a lone `@` stays a symbol. */
  #variable(start: number): Token | Unclosed {
    const text = this.#text;
    let end = start + (text.charCodeAt(start + 1) === 0x40 ? 2 : 1);
    const code = text.charCodeAt(end);
    if (code === 0x27 || code === 0x22 || code === 0x60) {
      return this.#quoted('variable', start, end);
    }
    const nameStart = end;
    for (;;) {
      end = this.#wordEnd(end);
      if (text.charCodeAt(end) !== 0x2e || this.#isDelimiter(end)) break;
      end += 1;
    }
    if (end > nameStart) return this.#take('variable', end);
    this.position = start + 1;
    return { kind: 'symbol', start, end: start + 1, word: '@' };
  }

  /** Skips a plain comment; a hint and the start of a version comment are tokens. */
  #comment(start: number): Token | Unclosed | undefined {
    const text = this.#text;
    const mark = text.charCodeAt(start + 2);
    if (mark === 0x21) {
      this.#versionComments.push(start);
      let end = start + 3;
      // Five digits, or six with a two-digit major version.
      while (end < start + 9 && isDigit(text.charCodeAt(end))) end += 1;
      return this.#take('version-comment-start', end);
    }
    const close = text.indexOf('*/', start + 2);
    if (close === -1) {
      this.position = text.length;
      return { kind: 'unclosed', start, what: 'comment' };
    }
    if (mark === 0x2b) return this.#take('hint', close + 2);
    this.position = close + 2;
    return undefined;
  }

  #unclosedVersionComment(): Unclosed | undefined {
    const start = this.#versionComments.pop();
    return start === undefined ? undefined : { kind: 'unclosed', start, what: 'comment' };
  }

  #closesVersionComment(star: number): boolean {
    return this.isInVersionComment && this.#text.charCodeAt(star + 1) === 0x2f;
  }

  /** `--5` is arithmetic: the comment needs white space or the end behind it. */
  #isDashComment(start: number): boolean {
    if (this.#text.charCodeAt(start) !== 0x2d || this.#text.charCodeAt(start + 1) !== 0x2d) {
      return false;
    }
    const next = this.#text.charCodeAt(start + 2);
    return Number.isNaN(next) || next <= 0x20 || next === 0x7f;
  }

  #isDelimiter(index: number): boolean {
    return (
      this.delimiter !== defaultDelimiter &&
      !this.isInVersionComment &&
      this.#text.startsWith(this.delimiter, index)
    );
  }

  #skipSpace(): void {
    this.position = behind(spaces, this.#text, this.position);
  }

  #take(kind: Token['kind'], end: number, start = this.position): Token {
    this.position = end;
    return { kind, start, end, word: '' };
  }
}

/** What the server and the mysql client take for white space. */
const spaces = /[ \t-\r]*/y;
/** As `isWordPart`. */
const wordParts = /[\w$\u0080-\uffff]*/y;

/** The end of what a sticky pattern finds at an index, which may be nothing. */
function behind(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  pattern.test(text);
  return pattern.lastIndex;
}

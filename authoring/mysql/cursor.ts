import type { Path } from '../../migration/witness';
import { statementTokens } from './leading';
import type { Token } from './token';

/** Goes through the tokens of a statement, one at a time. */
export class Cursor {
  readonly #text: string;
  readonly #tokens: Generator<Token, void>;
  #next: Token | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = statementTokens(text);
    this.advance();
  }

  /** The next token as a word in capitals or a symbol; empty for all else, and at the end. */
  get word(): string {
    return this.#next?.word ?? '';
  }

  /** Passes over words that stand next, one after the other; false, and stays, when they do not. */
  skip(...words: readonly string[]): boolean {
    const [first] = words;
    if (first === undefined || this.word !== first) return false;
    this.advance();
    // Each of the words asked for stands only before the next one.
    return words.slice(1).every((word) => this.skip(word));
  }

  /** Passes over any of the words, as many as there are. */
  skipAny(words: ReadonlySet<string>): void {
    while (words.has(this.word)) this.advance();
  }

  /** Takes a name: `a`, or a word of any kind. */
  name(): string | undefined {
    const token = this.#next;
    if (token === undefined) return undefined;
    const raw = this.#text.slice(token.start, token.end);
    const name = token.kind === 'name' ? raw.slice(1, -1).replaceAll('``', '`') : raw;
    const isName =
      token.kind === 'name' ||
      (token.kind === 'word' && /^[\w$\u0080-\uffff]+$/.test(raw)) ||
      // A name may begin with a digit, and is none when there is nothing else.
      (token.kind === 'number' && /^\d+[a-z_$\u0080-\uffff][\w$\u0080-\uffff]*$/i.test(raw));
    if (!isName) return undefined;
    this.advance();
    return name;
  }

  /** Takes `a` or `a.b`. */
  path(): Path | undefined {
    const first = this.name();
    if (first === undefined) return undefined;
    if (this.word !== '.') return [first];
    this.advance();
    const second = this.name();
    return second === undefined ? undefined : [first, second];
  }

  /** Passes over `a`@`b`, a@b, 'a' @ 'b' or CURRENT_USER(). */
  skipUser(): void {
    this.advance();
    if (this.skip('(', ')')) return;
    if (this.skip('@') || this.#next?.kind === 'variable') this.advance();
  }

  /** Goes to the end, and tells whether a word is in what is left. */
  has(word: string): boolean {
    let found = false;
    while (this.#next !== undefined) {
      found ||= this.word === word;
      this.advance();
    }
    return found;
  }

  /** Goes to the next comma outside of parentheses and behind it; false when there is none. */
  toNextItem(): boolean {
    let depth = 0;
    while (this.#next !== undefined) {
      const { word } = this;
      this.advance();
      if (word === ',' && depth === 0) return true;
      if (word === '(') depth += 1;
      else if (word === ')') depth -= 1;
    }
    return false;
  }

  advance(): void {
    this.#next = this.#tokens.next().value ?? undefined;
  }
}

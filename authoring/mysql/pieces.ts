import { lineEnd } from './characters';
import { backslash, clientCommand } from './client-command';
import { isInsideWord, isMisplacedDelimiter, readDelimiter } from './delimiter';
import { mismatchMessage, openMessage, unclosedMessages } from './messages';
import { StatementStructure } from './structure';
import type { Token } from './token';
import { Tokenizer } from './tokenizer';

/** One statement's place in the text, in UTF-16 units. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Something wrong at a place in the text. */
export interface Finding {
  readonly index: number;
  readonly message: string;
}

/** Cuts a text into statements, as the mysql client and the server do together. */
export function cutIntoPieces(text: string): {
  readonly pieces: readonly Piece[];
  readonly findings: readonly Finding[];
} {
  const cutter = new Cutter(text);
  cutter.run();
  return cutter;
}

class Cutter {
  readonly pieces: Piece[] = [];
  readonly findings: Finding[] = [];

  readonly #text: string;
  readonly #tokenizer: Tokenizer;
  #structure = new StatementStructure();
  #first: Token | undefined;
  #last: Token | undefined;
  /** The last token that the server reads as SQL: no hint, no mark of a version comment. */
  #lastCode: Token | undefined;
  #hasCode = false;
  #backslashCount = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokenizer = new Tokenizer(text);
  }

  run(): void {
    for (let token = this.#tokenizer.next(); token !== undefined; token = this.#tokenizer.next()) {
      if (token.kind === 'unclosed') {
        this.#report(token.start, unclosedMessages[token.what]);
        return;
      }
      this.#take(token);
    }
    this.#finish();
  }

  #take(token: Token): void {
    if (token.kind === 'delimiter') this.#delimiter(token);
    else if (token.kind === 'symbol' && token.word === '\\') this.#backslash(token);
    else if (token.kind === 'word' && this.#first === undefined) this.#firstWord(token);
    else if (token.word === 'DELIMITER') this.#innerDelimiterWord(token);
    else if (token.word === ';') this.#semicolon(token);
    else this.#other(token);
  }

  /** A delimiter of one's own ends the statement, whatever is open in it. */
  #delimiter(token: Token): void {
    if (isInsideWord(this.#text, token)) {
      const { delimiter } = this.#tokenizer;
      this.#report(
        token.start,
        `the delimiter ${delimiter} stands inside of a word, where the mysql client would end the ` +
          'statement; choose one that no word holds, such as //',
      );
      this.#append(token);
    } else {
      this.#finish();
    }
  }

  #semicolon(token: Token): void {
    if (this.#tokenizer.isInVersionComment) {
      this.#append(token);
      return;
    }
    this.#structure.accept(token);
    if (this.#structure.isClosed) this.#finish();
    else this.#last = this.#lastCode = token;
  }

  #other(token: Token): void {
    // Not `2*/*two*/3`, where the asterisk multiplies and the slash begins a comment.
    if (token.word === '*' && /^\/(?!\*)/.test(this.#text.slice(token.end, token.end + 2))) {
      this.#report(
        token.start,
        '*/ closes no comment: comments do not nest; remove it, or the inner comment',
      );
    }
    this.#append(token);
  }

  #firstWord(token: Token): void {
    const message = clientCommand(this.#text, token);
    if (token.word === 'DELIMITER') this.#setDelimiter(token);
    else if (message !== undefined) this.#skipLine(token, message);
    else this.#append(token);
  }

  #setDelimiter(token: Token): void {
    const { delimiter, problem, end } = readDelimiter(this.#text, token.end);
    if (problem !== undefined) this.#report(token.start, problem);
    if (delimiter !== undefined) this.#tokenizer.delimiter = delimiter;
    this.#tokenizer.position = end;
  }

  #innerDelimiterWord(token: Token): void {
    const previous = this.#lastCode;
    if (previous === undefined || !isMisplacedDelimiter(this.#text, token, previous)) {
      this.#append(token);
      return;
    }
    this.#report(
      token.start,
      `DELIMITER stands inside of a statement; end that one with ${this.#tokenizer.delimiter} ` +
        'first, or write `delimiter` in backticks if it is a name',
    );
    this.#reset();
    this.#setDelimiter(token);
  }

  #backslash(token: Token): void {
    const message = backslash(this.#text, token.start);
    if (/[gG]/.test(this.#text.charAt(token.end))) {
      this.#report(token.start, message);
      this.#tokenizer.position = token.end + 1;
      this.#finish();
    } else if (this.#first === undefined) {
      this.#skipLine(token, message);
    } else {
      this.#backslashCount += 1;
      if (this.#backslashCount <= maxBackslashes) this.#report(token.start, message);
      this.#append(token);
    }
  }

  #skipLine(token: Token, message: string): void {
    this.#report(token.start, message);
    this.#tokenizer.position = lineEnd(this.#text, token.end);
    this.#reset();
  }

  #append(token: Token): void {
    this.#first ??= token;
    this.#last = token;
    if (token.kind === 'version-comment-start' || token.kind === 'version-comment-end') return;
    this.#hasCode = true;
    if (token.kind === 'hint') return;
    this.#lastCode = token;
    this.#structure.accept(token);
  }

  #finish(): void {
    // The end of a statement is also the end of what it was about to say.
    this.#structure.accept(endOfStatement);
    const { mismatch, openBlock } = this.#structure;
    if (mismatch !== undefined) {
      this.#report(mismatch.start, mismatchMessage(mismatch.block.kind));
    } else if (openBlock !== undefined) {
      this.#report(openBlock.start, openMessage(openBlock.kind));
    } else if (this.#hasCode && this.#first !== undefined && this.#last !== undefined) {
      this.pieces.push({ start: this.#first.start, end: this.#last.end });
    }
    this.#reset();
  }

  #reset(): void {
    this.#structure = new StatementStructure();
    this.#first = undefined;
    this.#last = undefined;
    this.#lastCode = undefined;
    this.#hasCode = false;
    this.#backslashCount = 0;
  }

  #report(index: number, message: string): void {
    this.findings.push({ index, message });
  }
}

/** Of one statement, to report: a file that is no SQL at all may be full of them. */
const maxBackslashes = 10;

const endOfStatement: Token = { kind: 'symbol', start: 0, end: 0, word: ';' };

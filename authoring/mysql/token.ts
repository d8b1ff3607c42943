/** A piece of MySQL text, as the server's lexer sees it. Plain comments are no tokens. */
export interface Token {
  readonly kind:
    | 'word'
    | 'number'
    | 'string'
    | 'name'
    | 'variable'
    | 'symbol'
    | 'hint'
    | 'version-comment-start'
    | 'version-comment-end'
    | 'delimiter';
  readonly start: number;
  readonly end: number;
  /** A word in capitals, or a symbol's one character; empty for all else. */
  readonly word: string;
}

/** Something that has a beginning and no end. */
export interface Unclosed {
  readonly kind: 'unclosed';
  readonly start: number;
  readonly what: Quote | 'comment';
}

export type Quote = 'string' | 'name';

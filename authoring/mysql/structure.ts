import { condition } from './condition';
import { handler } from './handler-declaration';
import { ignore, routineHeader, type State } from './routine-header';
import type { Token } from './token';

/** A block that is open: its first word and where it stands. */
export interface Block {
  readonly kind: string;
  readonly start: number;
}

/** An END that does not fit the block that is open. */
export interface Mismatch {
  readonly start: number;
  readonly block: Block;
}

/**
 * Follows one statement token by token, and knows whether it is inside the body of a stored
 * program, where `;` ends nothing but an inner statement.
 */
export class StatementStructure {
  /** The first END that closes what is not open. */
  mismatch: Mismatch | undefined;

  readonly #blocks: Block[] = [];
  #state: State = routineHeader((token) => this.#start(token));

  get openBlock(): Block | undefined {
    return this.#blocks.at(-1);
  }

  /** True when a `;` that was just accepted ends the statement. */
  get isClosed(): boolean {
    return this.#blocks.length === 0;
  }

  accept(token: Token): void {
    this.#state = this.#state(token);
  }

  /** The first token of a statement in a body. */
  #start(token: Token): State {
    const start: State = (next) => this.#start(next);
    switch (token.word) {
      case 'BEGIN':
        this.#open(token);
        return (next) => (next.word === 'NOT' ? () => start : start(next));
      case 'LOOP':
      case 'REPEAT':
        this.#open(token);
        return start;
      case 'IF':
        this.#open(token);
        return condition('THEN', token, start, start);
      case 'WHILE':
      case 'FOR':
        this.#open(token);
        return condition('DO', token, start, start);
      case 'CASE':
        this.#open(token);
        return this.#caseOperand(token, start);
      case 'WHEN':
      case 'ELSEIF':
        return condition('THEN', token, start, start);
      case 'ELSE':
      case ';':
        return start;
      case 'UNTIL':
        return condition('END', token, (next) => this.#end(token, next), start);
      case 'END':
        return (next) => this.#end(token, next);
      case 'DECLARE':
        return handler(start, (next) => this.#inner(next));
      default:
        return (next) => (next.word === ':' ? start : this.#inner(next));
    }
  }

  /** Behind CASE: WHEN, or an expression and then WHEN. */
  #caseOperand(opening: Token, start: State): State {
    return (token) => {
      const then = condition('THEN', opening, start, start);
      if (token.word === 'WHEN') return then;
      return condition('WHEN', opening, then, start)(token);
    };
  }

  /** Any token of a statement that holds no other statement. */
  #inner(token: Token): State {
    return token.word === ';' ? (next) => this.#start(next) : (next) => this.#inner(next);
  }

  /** The token behind an END. */
  #end(end: Token, token: Token): State {
    const block = this.#blocks.at(-1);
    if (block === undefined) return ignore;
    const kind = closers.has(token.word) ? token.word : 'BEGIN';
    if (kind === block.kind) this.#blocks.pop();
    else this.#recover(end, block, kind);
    if (this.#blocks.length === 0) return ignore;
    return this.#inner(token);
  }

  /** Closes the blocks inside of the one that this END is for, so that the rest can be read. */
  #recover({ start }: Token, block: Block, kind: string): void {
    this.mismatch ??= { start, block };
    const index = this.#blocks.findLastIndex((open) => open.kind === kind);
    if (index !== -1) this.#blocks.length = index;
  }

  #open({ word, start }: Token): void {
    this.#blocks.push({ kind: word, start });
  }
}

/** What stands behind END; a BEGIN block has nothing there, or its label. */
const closers: ReadonlySet<string> = new Set(['IF', 'CASE', 'LOOP', 'REPEAT', 'WHILE', 'FOR']);

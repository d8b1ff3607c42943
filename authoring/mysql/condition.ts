import { operandFollows } from './operand';
import type { State } from './routine-header';
import type { Token } from './token';

/**
 * Reads an expression up to `keyword`, and hands over to `next`. A CASE inside of the expression
 * has a WHEN, THEN and END of its own, and a column may be called `end` or `do`.
 */
export function condition(keyword: string, before: Token, next: State, broken: State): State {
  let previous = before;
  let depth = 0;
  const cases: number[] = [];

  const state: State = (token) => {
    const { word } = token;
    if (word === ';') return broken;
    const isKeyword = token.kind === 'word' && previous.word !== '.';
    const endsOperand = !operandFollows(previous);
    // Behind a dot even a reserved word is a name.
    previous = isKeyword || token.kind === 'symbol' ? token : { ...token, kind: 'name', word: '' };
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (!isKeyword) return state;
    else if (word === 'CASE') cases.push(depth);
    else if (word === 'END' && cases.length > 0) {
      if (cases.at(-1) === depth && endsOperand) cases.pop();
    } else if (word === keyword && cases.length === 0 && depth === 0 && endsOperand) {
      return next;
    }
    return state;
  };
  return state;
}

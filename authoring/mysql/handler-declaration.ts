import type { State } from './routine-header';

/**
 * What follows DECLARE. A handler holds a statement, which begins behind its conditions:
 * `CONTINUE HANDLER FOR NOT FOUND, SQLSTATE VALUE '23000', 1062 statement`.
 */
export function handler(statement: State, other: State): State {
  return (action) => {
    const isHandler = ['CONTINUE', 'EXIT', 'UNDO'].includes(action.word);
    return isHandler ? untilFor(statement, other) : other(action);
  };
}

function untilFor(statement: State, other: State): State {
  const state: State = (token) => {
    if (token.word === ';') return other(token);
    return token.word === 'FOR' ? handlerCondition(statement) : state;
  };
  return state;
}

function handlerCondition(statement: State): State {
  const next: State = (token) => (token.word === ',' ? first : statement(token));
  const sqlState: State = (token) => (token.word === 'VALUE' ? () => next : next);
  const first: State = (token) => {
    if (token.word === 'SQLSTATE') return sqlState;
    return token.word === 'NOT' ? () => next : next;
  };
  return first;
}

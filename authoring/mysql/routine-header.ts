import type { Token } from './token';

/** Takes a token and says what takes the next one. */
export type State = (token: Token) => State;

/** Takes whatever comes: the statement holds no body, or its body is over. */
export const ignore: State = () => ignore;

/** Reads a statement up to where the body of a stored program begins, and hands over to `body`. */
export function routineHeader(body: State): State {
  return (first) => {
    switch (first.word) {
      case 'CREATE':
        return create(body);
      case 'ALTER':
        return alter(body);
      case 'BEGIN':
        // Alone it starts a transaction; MariaDB has BEGIN NOT ATOMIC for a block.
        return (token) => (token.word === 'NOT' ? body(first)(token) : ignore);
      case 'IF':
      case 'CASE':
      case 'LOOP':
      case 'REPEAT':
      case 'WHILE':
      case 'FOR':
        // MariaDB takes these outside of stored programs too. MySQL refuses the whole, not a part.
        return body(first);
      default:
        return (token) => (token.word === ':' ? body : ignore);
    }
  };
}

function create(body: State): State {
  const state: State = (token) => {
    switch (token.word) {
      case 'OR':
      case 'REPLACE':
      case 'AGGREGATE':
        return state;
      case 'DEFINER':
        return definer(state);
      case 'PROCEDURE':
      case 'FUNCTION':
        return routineName(body);
      case 'TRIGGER':
        return trigger(body);
      case 'EVENT':
        return event(body, token);
      default:
        return ignore;
    }
  };
  return state;
}

function alter(body: State): State {
  const state: State = (token) => {
    if (token.word === 'DEFINER') return definer(state);
    return token.word === 'EVENT' ? event(body, token) : ignore;
  };
  return state;
}

/** `= user`, where the user is `a`@`b`, a@b, 'a' @ 'b', or CURRENT_USER with or without (). */
function definer(rest: State): State {
  const afterUser: State = (token) => {
    if (token.kind === 'variable') return rest;
    if (token.word === '@') return () => rest;
    return token.word === '(' ? () => rest : rest(token);
  };
  return () => () => afterUser;
}

function routineName(body: State): State {
  const state: State = (token) => {
    if (token.word === '(') return parameters(body);
    // A loadable function: RETURNS … SONAME, without a body.
    return token.word === 'RETURNS' ? ignore : state;
  };
  return state;
}

function parameters(body: State): State {
  let depth = 1;
  const state: State = (token) => {
    if (token.word === '(') depth += 1;
    if (token.word === ')') depth -= 1;
    return depth === 0 ? characteristics(body) : state;
  };
  return state;
}

/** The return type and all the words that may stand between parameters and body. */
const headerWords: ReadonlySet<string> = new Set(
  `RETURNS UNSIGNED SIGNED ZEROFILL CHARACTER CHARSET COLLATE BINARY ASCII UNICODE BYTE VARYING
   PRECISION COMMENT LANGUAGE SQL NOT DETERMINISTIC CONTAINS NO READS MODIFIES DATA SECURITY DEFINER
   INVOKER`.split(/\s+/),
);

/** What may follow these is a type, a character set or a language. */
const namesFollow: ReadonlySet<string> = new Set(
  'RETURNS SET CHARSET COLLATE LANGUAGE NATIONAL DOUBLE LONG'.split(' '),
);

function characteristics(body: State): State {
  let depth = 0;
  let previous = '';
  const state: State = (token) => {
    const { word } = token;
    const before = previous;
    previous = word;
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth === 0 && token.kind === 'word') {
      const isHeader =
        headerWords.has(word) || namesFollow.has(before) || (word === 'SET' && isCharacter(before));
      if (!isHeader) return body(token);
    } else if (depth === 0 && token.kind === 'name' && !namesFollow.has(before)) {
      return body(token);
    }
    return state;
  };
  return state;
}

function isCharacter(word: string): boolean {
  return word === 'CHARACTER' || word === 'CHAR';
}

function trigger(body: State): State {
  let previous = '';
  const state: State = ({ word }) => {
    const isRow = word === 'ROW' && previous === 'EACH';
    previous = word;
    return isRow ? order : state;
  };
  const order: State = (token) =>
    token.word === 'FOLLOWS' || token.word === 'PRECEDES' ? () => body : body(token);
  return state;
}

/** The body follows the first DO that is not the event's name. */
function event(body: State, keyword: Token): State {
  let previous = keyword.word;
  const state: State = ({ kind, word }) => {
    const isName = /^(?:EVENT|EXISTS|TO|\.)$/.test(previous);
    previous = kind === 'word' || kind === 'symbol' ? word : '';
    return word === 'DO' && !isName ? body : state;
  };
  return state;
}

import { statementTokens } from './leading';
import type { Token } from './token';

/**
 * True when a statement leaves something in its session that a later one may need, or takes what
 * an earlier one left there.
 */
export function sharesSession(text: string, leadingWords: readonly string[]): boolean {
  const [first = '', second = ''] = leadingWords;
  switch (first) {
    case 'SET':
      return !global.has(second) || /\b(?:SESSION|LOCAL)\b/i.test(text) || usesSession(text);
    case 'PREPARE':
    case 'EXECUTE':
    case 'DEALLOCATE':
      return true;
    case 'DROP':
      return second === 'PREPARE' || isTemporary(text);
    case 'CREATE':
      // What a body does, it does when it is called.
      if (storedPrograms.has(second)) return false;
      return isTemporary(text) || usesSession(text);
    case 'ALTER':
      return !storedPrograms.has(second) && usesSession(text);
    default:
      return usesSession(text);
  }
}

const global: ReadonlySet<string> = new Set(
  'GLOBAL PERSIST PERSIST_ONLY PASSWORD DEFAULT'.split(' '),
);
const storedPrograms: ReadonlySet<string> = new Set('PROCEDURE FUNCTION TRIGGER EVENT'.split(' '));
const sessionFunctions: ReadonlySet<string> = new Set(
  `LAST_INSERT_ID FOUND_ROWS ROW_COUNT GET_LOCK RELEASE_LOCK RELEASE_ALL_LOCKS`.split(' '),
);
const mayUseSession = /@|LAST_INSERT_ID|FOUND_ROWS|ROW_COUNT|_LOCK/i;

/** True for CREATE and DROP TEMPORARY TABLE. */
export function isTemporary(text: string): boolean {
  for (const { word } of statementTokens(text)) {
    if (word === 'TEMPORARY') return true;
    if (word === 'TABLE' || word === '') return false;
  }
  return false;
}

function usesSession(text: string): boolean {
  if (!mayUseSession.test(text)) return false;
  let previous: Token | undefined;
  for (const token of statementTokens(text)) {
    if (isUserVariable(text, token) && !isHost(token, previous)) return true;
    if (token.word === '(' && previous !== undefined && sessionFunctions.has(previous.word)) {
      return true;
    }
    previous = token;
  }
  return false;
}

function isUserVariable(text: string, { kind, start }: Token): boolean {
  return kind === 'variable' && text.charAt(start + 1) !== '@';
}

/** True for the `@'%'` of 'user'@'%', where the user can be a word, but no reserved one. */
function isHost(token: Token, previous: Token | undefined): boolean {
  if (previous?.end !== token.start) return false;
  return previous.kind === 'word'
    ? !/^(?:SELECT|SET|FROM|INTO|USING|AND|OR|NOT|BY|CALL|LIKE|IN)$/.test(previous.word)
    : previous.kind === 'string' || previous.kind === 'name';
}

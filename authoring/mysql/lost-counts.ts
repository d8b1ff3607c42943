import { leadingWords, statementTokens } from './leading';
import type { Finding, Piece } from './pieces';
import type { Token } from './token';

/**
 * Refuses ROW_COUNT() and FOUND_ROWS() where they would tell of a statement of the runner. In the
 * body of a stored program they tell of the statement before them there, and are right.
 */
export function lostCounts(source: string, pieces: readonly Piece[]): readonly Finding[] {
  return pieces.flatMap(({ start, end }) => {
    const text = source.slice(start, end);
    if (!mayCount.test(text) || hasBody(leadingWords(text))) return [];
    return countCalls(text).map(({ word, start: index }) => ({
      index: start + index,
      message:
        `${word}() tells of the checkpoint between the statements, not of the statement before ` +
        'it; write a WHERE or a COUNT(*) in its place, or put both statements into a procedure',
    }));
  });
}

const mayCount = /ROW_COUNT|FOUND_ROWS/i;
const stored: ReadonlySet<string> = new Set('PROCEDURE FUNCTION TRIGGER EVENT VIEW'.split(' '));
// MariaDB takes these outside of stored programs too.
const compound: ReadonlySet<string> = new Set('BEGIN IF CASE LOOP REPEAT WHILE FOR'.split(' '));

function hasBody([first = '', second = '']: readonly string[]): boolean {
  if (first === 'CREATE' || first === 'ALTER') return stored.has(second);
  return compound.has(first) || second === ':';
}

function countCalls(text: string): readonly Token[] {
  const tokens = [...statementTokens(text)];
  return tokens.filter(
    ({ word }, index) =>
      (word === 'ROW_COUNT' || word === 'FOUND_ROWS') &&
      tokens[index + 1]?.word === '(' &&
      tokens[index + 2]?.word === ')' &&
      !isName(tokens[index - 1]),
  );
}

/** True behind a word that a table or a procedure follows, which may be called like that. */
function isName(previous: Token | undefined): boolean {
  return ['.', 'INTO', 'INSERT', 'REPLACE', 'IGNORE', 'CALL'].includes(previous?.word ?? '');
}

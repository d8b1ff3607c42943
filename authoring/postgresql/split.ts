import { createPositions } from '../positions';
import type { Problem, Source, Split, SplitStatement } from '../split';
import { findLostSessions } from './lost-session';
import { parsePostgresql } from './parse';
import { type CutText, readInPieces, recover } from './recover';
import { refusal } from './refusals';
import { commandThatRunsAlone } from './runs-alone';
import { sessionStateOf } from './session-state';
import type { CutStatement, ReadStatement, TextProblem } from './statement';
import { cutStatements } from './statement';
import { nextToken } from './tokens';
import { witnessOf } from './witness';

/** Cuts with PostgreSQL's own parser and, where that finds an error, goes on behind it. */
export const splitPostgresql: Split = async (source) => {
  const { cut, problems } = await cutText(source.text);
  const { statements, read } = readStatements(source, cut);
  return {
    statements,
    problems: placeProblems(source, [
      ...problems,
      ...findRefused(source.text, cut),
      ...findLostSessions(read),
    ]),
  };
};

async function cutText(text: string): Promise<CutText> {
  if (!nextToken(text, 0)) return { cut: [], problems: [] };
  const inPieces = text.length > maxWholeLength ? await readInPieces(text) : undefined;
  if (inPieces !== undefined) return inPieces;
  const whole = await parsePostgresql(text);
  return 'parsed' in whole
    ? { cut: cutStatements(text, whole.parsed), problems: [] }
    : recover(text, whole.failure);
}

// The parser takes some hundred bytes for each token, and has not much more than half a gigabyte.
const maxWholeLength = 1_000_000;

function readStatements(
  source: Source,
  cut: readonly CutStatement[],
): { readonly statements: readonly SplitStatement[]; readonly read: readonly ReadStatement[] } {
  const positionOf = createPositions(source);
  const statements: SplitStatement[] = [];
  const read: ReadStatement[] = [];
  for (const { start, end, node } of cut) {
    const runsAlone = commandThatRunsAlone(node);
    const witness = runsAlone === undefined ? undefined : witnessOf(node);
    const sessionState = sessionStateOf(node);
    const { offset, line, column } = positionOf(start);
    read.push({ start, end, node, line, runsAlone, sessionState });
    statements.push({
      start: offset,
      end: positionOf(end).offset,
      line,
      column,
      runsAlone: runsAlone !== undefined,
      sharesSession: sessionState !== undefined,
      text: source.text.slice(start, end),
      ...(witness !== undefined && { witness }),
    });
  }
  return { statements, read };
}

function findRefused(text: string, cut: readonly CutStatement[]): readonly TextProblem[] {
  return cut.flatMap(({ start, end, node }) => {
    const message = refusal(node, text.slice(start, end));
    return message === undefined ? [] : [{ index: start, message }];
  });
}

function placeProblems(source: Source, problems: readonly TextProblem[]): readonly Problem[] {
  const positionOf = createPositions(source);
  return problems
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, message }) => {
      const { line, column } = positionOf(index);
      return { line, column, message };
    });
}

import type { ParseFailure } from './parse';
import { parsePostgresql } from './parse';
import { describeFailure, psqlCommand, unterminated } from './failures';
import type { Piece } from './pieces';
import { behindSemicolon, nextPiece } from './pieces';
import type { CutStatement, TextProblem } from './statement';
import { cutStatements } from './statement';

export interface CutText {
  readonly cut: readonly CutStatement[];
  readonly problems: readonly TextProblem[];
}

/**
 * Reads a text that the parser refused as a whole: the parser stops at the first error,
 * and the person who reads the answer wants all of them.
 */
export async function recover(text: string, whole: ParseFailure): Promise<CutText> {
  const { cut, problems, hasData } = await readPieces(text);
  // Our pieces were more lenient than the parser: its word counts, except about rows for COPY.
  const unseen = problems.length === 0 && !hasData ? [describeFailure(text, 0, whole)] : [];
  return { cut, problems: [...problems, ...unseen] };
}

/** Reads a text statement by statement. Undefined when the parser has to see it as a whole. */
export async function readInPieces(text: string): Promise<CutText | undefined> {
  const { cut, problems, hasData } = await readPieces(text);
  return problems.length === 0 && !hasData ? { cut, problems } : undefined;
}

async function readPieces(text: string): Promise<CutText & { readonly hasData: boolean }> {
  const cut: CutStatement[] = [];
  const problems: TextProblem[] = [];
  let hasData = false;
  let effort = 0;
  let piece = nextPiece(text, 0);
  while (piece && effort <= maxEffort * text.length) {
    effort += piece.end - piece.start;
    const read = await readPiece(text, piece);
    cut.push(...read.cut);
    problems.push(...read.problems);
    hasData ||= read.hasData;
    piece = nextPiece(text, read.next);
  }
  return { cut, problems, hasData };
}

// A parenthesis that is never closed makes a piece of the whole rest; ten thousand of them would
// take hours. Pieces that are balanced are read once, and never come near this.
const maxEffort = 20;

interface ReadPiece {
  readonly cut: readonly CutStatement[];
  readonly problems: readonly TextProblem[];
  /** Where to go on. */
  readonly next: number;
  /** True when rows for COPY … FROM STDIN were passed over, which are no SQL. */
  readonly hasData: boolean;
}

async function readPiece(text: string, piece: Piece): Promise<ReadPiece> {
  const { start, end, stop } = piece;
  if (stop?.reason === 'psql command') {
    const problems = [psqlCommand(text, stop.index)];
    return { cut: [], problems, next: endOfLine(text, stop.index), hasData: false };
  }
  const sql = text.slice(start, stop ? text.length : end);
  const result = await parsePostgresql(sql);
  if ('parsed' in result) {
    const cut = cutStatements(sql, result.parsed).map((statement) => ({
      ...statement,
      start: statement.start + start,
      end: statement.end + start,
    }));
    const next = behindCopyData(text, cut, end);
    return { cut, problems: [], next, hasData: next !== end };
  }
  const failure = describeFailure(text, start, result.failure);
  if (stop) {
    const problems = [unterminated(text, stop.index)];
    if (failure.index < stop.index) problems.unshift(failure);
    return { cut: [], problems, next: text.length, hasData: false };
  }
  const next = piece.isBalanced ? end : behindSemicolon(text, start, failure.index);
  return { cut: [], problems: [failure], next, hasData: false };
}

/** psql takes the lines behind COPY … FROM STDIN as data, up to a line `\.`. */
function behindCopyData(text: string, cut: readonly CutStatement[], end: number): number {
  const node = cut.at(-1)?.node;
  if (!node || !('CopyStmt' in node)) return end;
  if (node.CopyStmt.is_from !== true || node.CopyStmt.filename !== undefined) return end;
  const data = /^\\\.[ \t]*\r?$/gm;
  data.lastIndex = end;
  return data.exec(text) ? data.lastIndex : end;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

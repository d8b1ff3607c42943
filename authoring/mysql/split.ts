import type { Witness } from '../../migration/witness';
import { createPositions, type Position } from '../positions';
import type { Problem, Source, Split, SplitResult, SplitStatement } from '../split';
import { examine, type Examined } from './classify';
import { lostCharacters } from './lost-characters';
import { lostCounts } from './lost-counts';
import { cutIntoPieces, type Finding, type Piece } from './pieces';
import { isTemporary } from './session-state';

/** Cuts a MySQL script into statements and says what cannot work over the Data API. */
export const splitMysql: Split = (source) => Promise.resolve(splitSource(source));

function splitSource(source: Source): SplitResult {
  const { text } = source;
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const finding = { index: nul, message: 'a NUL cannot be part of a script; remove it' };
    return { statements: [], problems: locateAll(source, [], [finding]).problems };
  }
  const { pieces, findings } = cutIntoPieces(text);
  const parts = withoutShadowed(
    text,
    pieces.map((piece) => ({ ...piece, ...examine(text.slice(piece.start, piece.end)) })),
  );
  const refused = parts.flatMap(({ start, refusal }) =>
    refusal === undefined ? [] : [{ index: start, message: refusal }],
  );
  const lost = lostCharacters(
    text,
    parts.filter(({ kind }) => kind !== 'alone'),
  );
  return locateAll(source, parts, [...findings, ...refused, ...lost, ...lostCounts(text, parts)]);
}

type Part = Piece & Examined;

// A temporary table hides one of its name, which the catalog goes on to show.
function withoutShadowed(text: string, parts: readonly Part[]): readonly Part[] {
  const first = parts.findIndex(
    ({ start, end, sharesSession }) => sharesSession && isTemporary(text.slice(start, end)),
  );
  if (first === -1) return parts;
  return parts.map((part, index) => {
    const { witness, ...rest } = part;
    return index > first && witness !== undefined && isOfTable(witness) ? rest : part;
  });
}

function isOfTable({ kind }: Witness): boolean {
  return kind === 'table' || kind === 'column' || kind === 'index' || kind === 'constraint';
}

/** Turns indices into places, in one pass over the text. */
function locateAll(
  source: Source,
  parts: readonly Part[],
  findings: readonly Finding[],
): SplitResult {
  const indices = [
    ...parts.flatMap(({ start, end }) => [start, end]),
    ...findings.map(({ index }) => index),
  ];
  const positionAt = createPositions(source);
  const places = new Map<number, Position>();
  for (const index of indices.sort((a, b) => a - b)) places.set(index, positionAt(index));
  const at = (index: number): Position => places.get(index) ?? positionAt(index);

  return {
    statements: parts.map((part) => statement(source.text, part, at)),
    problems: [...findings]
      .sort((a, b) => a.index - b.index)
      .map((finding) => problem(finding, at)),
  };
}

function statement(source: string, part: Part, at: (index: number) => Position): SplitStatement {
  const { offset, line, column } = at(part.start);
  return {
    start: offset,
    end: at(part.end).offset,
    line,
    column,
    text: source.slice(part.start, part.end),
    runsAlone: part.kind === 'alone',
    sharesSession: part.sharesSession,
    ...(part.witness !== undefined && { witness: part.witness }),
  };
}

function problem({ index, message }: Finding, at: (index: number) => Position): Problem {
  const { line, column } = at(index);
  return { line, column, message };
}

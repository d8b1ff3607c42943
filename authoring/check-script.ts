import type { EngineName } from '../migration/migration';
import { findDownHalves } from './down-half';
import { createPositions } from './positions';
import { decodeSource } from './source';
import type { Problem, SplitResult, SplitStatement } from './split';
import { splitters } from './splitters';
import { findTextProblems } from './text-limits';

/** Everything that can be said about the content of one script, whatever its name. */
export async function checkScript(bytes: Uint8Array, engine: EngineName): Promise<SplitResult> {
  const decoded = decodeSource(bytes);
  if ('problems' in decoded) return { statements: [], problems: decoded.problems };

  const { statements, problems } = await splitters[engine](decoded.source);
  const all = [
    ...problems,
    ...findDownHalves(decoded.source, statements),
    ...statements.filter(({ runsAlone }) => runsAlone).flatMap((s) => textProblems(s, engine)),
  ];
  return { statements, problems: all.sort(byPosition) };
}

function textProblems(statement: SplitStatement, engine: EngineName): readonly Problem[] {
  const positionOf = createPositions({ text: statement.text, byteOffset: 0 });
  return findTextProblems(statement.text, engine).map(({ index, message }) => {
    const { line, column } = positionOf(index);
    return {
      line: statement.line + line - 1,
      column: line === 1 ? statement.column + column - 1 : column,
      message,
    };
  });
}

function byPosition(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}

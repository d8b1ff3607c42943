import { createPositions } from './positions';
import type { Problem, Source, SplitStatement } from './split';

/**
 * Refuses a script that holds its own undoing behind a marker, as those of dbmate, goose and
 * sql-migrate do: to us the marker is a comment, and both halves would run.
 */
export function findDownHalves(
  source: Source,
  statements: readonly SplitStatement[],
): readonly Problem[] {
  const positionOf = createPositions(source);
  const markers = [...source.text.matchAll(marker)].map((match) => ({
    ...positionOf(match.index + match[0].length - match[0].trimStart().length),
    text: match[0].trim(),
    isDown: /down$/i.test(match[0]),
  }));
  return markers.flatMap(({ text, isDown, offset, line, column }, index) => {
    const next = markers[index + 1]?.offset ?? Infinity;
    const isComment = !statements.some(({ start, end }) => start <= offset && offset < end);
    const holds = statements.some(({ start }) => start > offset && start < next);
    return isDown && isComment && holds ? [{ line, column, message: refusal(text) }] : [];
  });
}

const marker = /^[ \t]*--[ \t]*(?:migrate:|\+goose[ \t]+|\+migrate[ \t]+)(?:up|down)\b/gim;

function refusal(text: string): string {
  return (
    `"${text}" begins the half that undoes this script, and both halves would run; ` +
    `remove that half: undoing is not supported yet`
  );
}

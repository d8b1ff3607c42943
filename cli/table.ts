import { padEnd, padStart, widthOf } from './format';

export interface Column {
  readonly title: string;
  /** @default 'left' */
  readonly align?: Alignment;
}

type Alignment = 'left' | 'right';

/** Rows under their titles. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  return alignRows(
    [columns.map(({ title }) => title), ...rows],
    columns.map(({ align = 'left' }) => align),
  );
}

/** Rows with two spaces between columns, each as wide as it needs to be. */
export function alignRows(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = [],
): string {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => widthOf(row[index] ?? ''))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, index) =>
        (alignments[index] === 'right' ? padStart : padEnd)(cell, widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

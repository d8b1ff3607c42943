import { formatTable } from '../../cli/table';
import type { Figures } from './figures';
import { reasonsOf, type Table, tablesOf } from './tables';

/** For a terminal. */
export function toText(figures: Figures): string {
  const tables = tablesOf(figures).map(
    ({ title, columns, texts, rows }) =>
      `${title}\n\n` +
      formatTable(
        columns.map((column, index) => ({
          title: column,
          align: index < texts ? ('left' as const) : ('right' as const),
        })),
        rows,
      ),
  );
  const reasons = reasonsOf(figures).map((reason) => `${reason}\n`);
  return [...tables, ...(reasons.length > 0 ? [reasons.join('')] : []), conditions(figures)].join(
    '\n',
  );
}

/** For the document. */
export function toMarkdown(figures: Figures): string {
  const tables = tablesOf(figures).map((table) => `### ${table.title}\n\n${markdownTable(table)}`);
  const reasons = reasonsOf(figures).map((reason) => `- ${reason}.\n`);
  return [
    conditions(figures),
    ...tables,
    ...(reasons.length > 0 ? [`### What peers cannot do\n\n${reasons.join('')}`] : []),
  ].join('\n');
}

function conditions({ machine: { cores, memoryGb, node }, latencyMs }: Figures): string {
  return (
    `${cores} cores, ${memoryGb} GB of memory, Node.js ${node}; databases and the local Data API on ` +
    `the same machine, ${latencyMs} ms added to each call.\n`
  );
}

function markdownTable({ columns, texts, rows }: Table): string {
  const ruler = columns.map((_, index) => (index < texts ? '---' : '---:'));
  return [columns, ruler, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

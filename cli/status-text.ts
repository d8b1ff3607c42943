import type { ScriptState } from '../migration/compare';
import type { SchemaStatus, ScriptStatus } from './schema-status';
import type { Colors } from './colors';
import type { SchemaContext } from './context';
import { formatDuration, formatTime, indent } from './format';
import { formatTable, type Column } from './table';
import { describeTarget } from './target';

/** The schema's status for people: a table, what is not fine, and a sentence. */
export function statusText(
  { scripts, schemaVersion }: SchemaStatus,
  { folder, target }: Pick<SchemaContext, 'folder' | 'target'>,
  colors: Colors,
): string {
  const explanations = scripts.flatMap(({ explanation }) => explanation ?? []);
  const where =
    schemaVersion === undefined ? 'The schema is empty' : `The schema is at V${schemaVersion}`;
  const open = openStates(scripts);
  const parts = [
    ...(scripts.length === 0
      ? []
      : [
          formatTable(
            columns,
            scripts.map((script) => rowOf(script, colors)),
          ),
        ]),
    ...explanations.map((explanation) => `${explanation}\n`),
    `${where}; ${open}.\n`,
  ];
  return `${folder} → ${describeTarget(target)}\n\n${indent(parts.join('\n'))}`;
}

/** `1 changed, 2 pending` */
function openStates(scripts: readonly ScriptStatus[]): string {
  const counts = new Map<ScriptState, number>();
  for (const { state } of scripts) counts.set(state, (counts.get(state) ?? 0) + 1);
  counts.delete('applied');
  const parts = [...counts].map(([state, count]) => `${String(count)} ${state}`);
  return parts.length === 0 ? 'nothing is pending' : parts.join(', ');
}

const columns: readonly Column[] = [
  { title: 'VERSION' },
  { title: 'DESCRIPTION' },
  { title: 'STATE' },
  { title: 'STATEMENTS', align: 'right' },
  { title: 'WHEN (UTC)' },
  { title: 'TIME', align: 'right' },
  { title: 'BY' },
];

function rowOf(
  { version, state, migration, entry }: ScriptStatus,
  colors: Colors,
): readonly string[] {
  const description = entry?.description ?? migration?.description ?? '';
  const total = entry?.statementsTotal ?? migration?.statements.length ?? 0;
  const when = entry && formatTime(entry.finishedAt ?? entry.startedAt);
  return [
    colors.bold(`V${version}`),
    migration?.description ?? description,
    colored(state, colors),
    `${String(entry?.statementsApplied ?? 0)}/${String(total)}`,
    when ?? '',
    entry?.durationMs === undefined ? '' : formatDuration(entry.durationMs),
    entry?.databaseUser ?? '',
  ];
}

function colored(state: ScriptState, { green, yellow, red }: Colors): string {
  switch (state) {
    case 'applied':
      return green(state);
    case 'pending':
    case 'running':
      return yellow(state);
    case 'failed':
    case 'interrupted':
    case 'unknown':
    case 'changed':
    case 'missing':
    case 'out of order':
      return red(state);
  }
}

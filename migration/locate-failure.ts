import type { SqlErrorDetails } from './errors';
import type { StatementFailure } from './history';
import type { Migration } from './migration';

export interface Location {
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
}

/**
 * Where in its file a script failed: as exactly as the database's words allow, else at the
 * first token of the statement.
 */
export function locateFailure(
  migration: Migration,
  texts: readonly string[],
  { statement, details }: StatementFailure,
): Location | undefined {
  if (statement === undefined) return undefined;
  const place = migration.statements[statement - 1];
  const text = texts[statement - 1];
  if (place === undefined || text === undefined) return undefined;

  const before = text.slice(0, offsetOf(details, text)).split('\n');
  const last = before.at(-1) ?? '';
  const column = [...last].length + (before.length === 1 ? place.column : 1);
  return { line: place.line + before.length - 1, column };
}

function offsetOf(details: SqlErrorDetails, text: string): number {
  return (
    fromPosition(details, text) ?? fromNear(details, text) ?? fromQuotedName(details, text) ?? 0
  );
}

function fromPosition({ position }: SqlErrorDetails, text: string): number | undefined {
  if (position === undefined) return undefined;
  return [...text].slice(0, position - 1).join('').length;
}

// MySQL quotes the rest of the statement from the error on: near 'fro t' at line 2.
function fromNear({ message }: SqlErrorDetails, text: string): number | undefined {
  const near = /near '([^]*)' at line \d+$/.exec(message)?.[1];
  return near === undefined || near === '' ? undefined : onlyIndexOf(text, near);
}

// 'relation "purchases" does not exist', "Table 'shop.purchases' doesn't exist".
function fromQuotedName({ message }: SqlErrorDetails, text: string): number | undefined {
  const quoted = /"([^"]+)"|'([^']+)'/.exec(message);
  const name = (quoted?.[1] ?? quoted?.[2])?.split('.').at(-1);
  if (name === undefined || name === '') return undefined;
  const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const before = word.test(name) ? String.raw`(?<![\p{L}\p{N}_])` : '';
  const behind = word.test([...name].at(-1) ?? '') ? String.raw`(?![\p{L}\p{N}_])` : '';
  const found = [...text.matchAll(new RegExp(`${before}${escaped}${behind}`, 'gu'))];
  return found.length === 1 ? found[0]?.index : undefined;
}

const word = /^[\p{L}\p{N}_]/u;

function onlyIndexOf(text: string, part: string): number | undefined {
  const index = text.indexOf(part);
  return index === -1 || text.includes(part, index + 1) ? undefined : index;
}

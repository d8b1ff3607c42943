import type { ObjectKind, Path, Witness } from '../../migration/witness';
import { alteredTable } from './altered-table';
import { Cursor } from './cursor';
import { firstWord } from './leading';

/**
 * How the catalog tells whether a statement was applied that commits by itself. Undefined where it
 * cannot, or where we cannot read the statement well enough: then a person decides.
 */
export function witnessOf(text: string): Witness | undefined {
  const verb = firstWord(text);
  const read = readers[verb];
  if (read === undefined || hasCodeOfLaterVersions(text)) return undefined;
  const cursor = new Cursor(text);
  cursor.advance();
  return read(cursor);
}

const repeatable: Witness = { kind: 'repeatable' };

const readers: Readonly<Record<string, (cursor: Cursor) => Witness | undefined>> = {
  CREATE: created,
  DROP: dropped,
  ALTER: altered,
  RENAME: renamed,
  ANALYZE: () => repeatable,
  CHECK: () => repeatable,
  CHECKSUM: () => repeatable,
  FLUSH: () => repeatable,
  GRANT: () => repeatable,
  OPTIMIZE: () => repeatable,
  // What they do to the session is done again with the script's next run.
  PREPARE: () => repeatable,
  DEALLOCATE: () => repeatable,
};

// Version 8.0 reads comments of its own and earlier versions.
function hasCodeOfLaterVersions(text: string): boolean {
  return [...text.matchAll(/\/\*!(\d{5,6})/g)].some(([, version]) => Number(version) > 80_000);
}

function created(cursor: Cursor): Witness | undefined {
  if (cursor.skip('OR', 'REPLACE')) {
    skipModifiers(cursor);
    // A table would lose what has been written to it since.
    return cursor.word === 'TABLE' ? undefined : repeatable;
  }
  if (cursor.skip('TEMPORARY')) return repeatable;
  skipModifiers(cursor);
  const kind = kinds[cursor.word];
  cursor.advance();
  if (kind === 'user') return cursor.skip('IF', 'NOT', 'EXISTS') ? repeatable : undefined;
  if (kind === undefined) return undefined;
  cursor.skip('IF', 'NOT', 'EXISTS');
  if (kind !== 'index') return ofPath(kind, 'there', cursor.path());
  const name = cursor.name();
  if (cursor.skip('USING')) cursor.advance();
  return cursor.skip('ON') ? partOf('index', 'there', name, cursor.path()) : undefined;
}

function dropped(cursor: Cursor): Witness | undefined {
  if (cursor.skip('TEMPORARY')) {
    return cursor.skip('TABLE', 'IF', 'EXISTS') ? repeatable : undefined;
  }
  if (cursor.word === 'PREPARE') return repeatable;
  const kind = kinds[cursor.word];
  cursor.advance();
  const isConditional = cursor.skip('IF', 'EXISTS');
  if (kind === 'user') return isConditional ? repeatable : undefined;
  if (kind === undefined) return undefined;
  if (kind === 'index') {
    const name = cursor.name();
    return cursor.skip('ON') ? partOf('index', 'gone', name, cursor.path()) : undefined;
  }
  // All or none on MySQL; one after the other on MariaDB.
  let last = cursor.path();
  while (last !== undefined && cursor.skip(',')) last = cursor.path();
  return ofPath(kind, 'gone', last);
}

function altered(cursor: Cursor): Witness | undefined {
  skipModifiers(cursor);
  switch (cursor.word) {
    case 'TABLE':
      cursor.advance();
      return alteredTable(cursor);
    case 'EVENT':
      return cursor.has('RENAME') ? undefined : repeatable;
    case 'VIEW':
    case 'PROCEDURE':
    case 'FUNCTION':
    case 'DATABASE':
    case 'SCHEMA':
      return repeatable;
    default:
      return undefined;
  }
}

/** By a name that is new: names may change places within one statement. */
function renamed(cursor: Cursor): Witness | undefined {
  if (!cursor.skip('TABLE') && !cursor.skip('TABLES')) return undefined;
  const pairs: { readonly from: Path; readonly to: Path }[] = [];
  do {
    const from = cursor.path();
    if (from === undefined || !cursor.skip('TO')) return undefined;
    const to = cursor.path();
    if (to === undefined) return undefined;
    pairs.push({ from, to });
  } while (cursor.skip(','));
  const old = new Set(pairs.map(({ from }) => lastOf(from)));
  return ofPath('table', 'there', pairs.find(({ to }) => !old.has(lastOf(to)))?.to);
}

const kinds: Readonly<Record<string, Exclude<ObjectKind, 'column'> | 'user' | undefined>> = {
  TABLE: 'table',
  VIEW: 'table',
  INDEX: 'index',
  TRIGGER: 'trigger',
  PROCEDURE: 'procedure',
  FUNCTION: 'function',
  EVENT: 'event',
  DATABASE: 'database',
  SCHEMA: 'database',
  USER: 'user',
};

const modifiers: ReadonlySet<string> = new Set(
  'UNIQUE FULLTEXT SPATIAL ONLINE OFFLINE IGNORE AGGREGATE'.split(' '),
);

/** ALGORITHM = MERGE, DEFINER = 'a'@'b', SQL SECURITY INVOKER and single words. */
function skipModifiers(cursor: Cursor): void {
  for (;;) {
    cursor.skipAny(modifiers);
    if (cursor.skip('ALGORITHM', '=')) cursor.advance();
    else if (cursor.skip('SQL', 'SECURITY')) cursor.advance();
    else if (cursor.skip('DEFINER', '=')) cursor.skipUser();
    else return;
  }
}

function ofPath(
  kind: ObjectKind,
  expects: 'there' | 'gone',
  name: Path | undefined,
): Witness | undefined {
  return name === undefined ? undefined : { kind, expects, name };
}

function partOf(
  kind: ObjectKind,
  expects: 'there' | 'gone',
  name: string | undefined,
  of: Path | undefined,
): Witness | undefined {
  return name === undefined || of === undefined ? undefined : { kind, expects, name: [name], of };
}

function lastOf(path: Path): string {
  return (path.at(-1) ?? '').toLowerCase();
}

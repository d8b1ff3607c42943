import type { ObjectKind, Path, Witness } from '../../migration/witness';
import type { Cursor } from './cursor';

/** One part of an ALTER TABLE, as far as the catalog shows it. */
type Change =
  | {
      readonly kind: ObjectKind;
      readonly expects: 'there' | 'gone';
      readonly name: string;
      /** Another name that it takes or leaves. */
      readonly also?: string;
      /** Does nothing where it finds what it is to come to. */
      readonly isConditional?: boolean;
    }
  | { readonly kind: 'renamed'; readonly to: Path }
  /** Comes to the same when it runs twice. */
  | 'repeatable';

/**
 * The witness of ALTER TABLE, whose parts are applied together or not at all: one of them is
 * enough, unless another part undoes what it shows.
 *
 * @param cursor behind TABLE
 */
export function alteredTable(cursor: Cursor): Witness | undefined {
  cursor.skip('IF', 'EXISTS');
  const table = cursor.path();
  if (table === undefined) return undefined;
  const changes: Change[] = [];
  do {
    const change = changeAt(cursor);
    if (change === undefined) return undefined;
    changes.push(change);
  } while (cursor.toNextItem());
  return witnessAmong(changes, table);
}

function witnessAmong(changes: readonly Change[], table: Path): Witness | undefined {
  const named = changes.flatMap((change) => (change === 'repeatable' ? [] : [change]));
  if (named.length === 0) return { kind: 'repeatable' };
  // Afterwards there is no table of the old name to look at.
  const renamed = named.find((change) => change.kind === 'renamed');
  if (renamed !== undefined) {
    return { kind: 'table', expects: 'there', name: qualified(renamed.to, table) };
  }
  const parts = named.flatMap((change) => (change.kind === 'renamed' ? [] : [change]));
  const candidates = parts
    .filter((part) => parts.length === 1 || part.isConditional !== true)
    .filter((part) => isNamedOnce(part, parts))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
  const [best] = candidates;
  if (best === undefined || (best.isConditional === true && changes.length > 1)) return undefined;
  return { kind: best.kind, expects: best.expects, name: [best.name], of: table };
}

type Part = Extract<Change, { readonly expects: string }>;

// DROP COLUMN a, ADD COLUMN a: to the catalog nothing has happened.
function isNamedOnce({ kind, name }: Part, parts: readonly Part[]): boolean {
  const names = parts
    .filter((part) => part.kind === kind)
    .flatMap((part) => (part.also === undefined ? [part.name] : [part.name, part.also]))
    .map((part) => part.toLowerCase());
  return names.filter((other) => other === name.toLowerCase()).length === 1;
}

// A column may bring or take an index with it, so what a column shows goes first.
function rankOf({ kind, expects }: Part): number {
  return (kind === 'column' ? 0 : 2) + (expects === 'there' ? 0 : 1);
}

function qualified(to: Path, table: Path): Path {
  const [schema] = table;
  return to.length === 1 && table.length === 2 && schema !== undefined ? [schema, ...to] : to;
}

function changeAt(cursor: Cursor): Change | undefined {
  if (cursor.skip('ADD')) return added(cursor);
  if (cursor.skip('DROP')) return dropped(cursor);
  if (cursor.skip('RENAME')) return renamed(cursor);
  if (cursor.skip('CHANGE')) return changed(cursor);
  return harmless.has(cursor.word) ? 'repeatable' : undefined;
}

const harmless: ReadonlySet<string> = new Set(
  (
    'MODIFY ALTER CONVERT DEFAULT CHARACTER CHARSET COLLATE COMMENT ENGINE ROW_FORMAT FORCE ' +
    'AUTO_INCREMENT ALGORITHM LOCK KEY_BLOCK_SIZE STATS_PERSISTENT STATS_AUTO_RECALC ENABLE DISABLE'
  ).split(' '),
);

function added(cursor: Cursor): Change | undefined {
  switch (cursor.word) {
    case 'INDEX':
    case 'KEY':
      cursor.advance();
      return namedIndex(cursor);
    case 'UNIQUE':
    case 'FULLTEXT':
    case 'SPATIAL':
      cursor.advance();
      cursor.skipAny(indexWords);
      return namedIndex(cursor);
    case 'PRIMARY':
      return { kind: 'index', expects: 'there', name: 'PRIMARY' };
    case 'CONSTRAINT':
      cursor.advance();
      return addedConstraint(cursor);
    // Their names are the server's to choose.
    case 'FOREIGN':
    case 'CHECK':
    case 'PARTITION':
    case '(':
      return undefined;
    default: {
      cursor.skip('COLUMN');
      const isConditional = cursor.skip('IF', 'NOT', 'EXISTS');
      const name = cursor.name();
      if (name === undefined) return undefined;
      return { kind: 'column', expects: 'there', name, isConditional };
    }
  }
}

const indexWords: ReadonlySet<string> = new Set(['INDEX', 'KEY']);

function namedIndex(cursor: Cursor): Change | undefined {
  const isConditional = cursor.skip('IF', 'NOT', 'EXISTS');
  if (cursor.word === 'USING') return undefined;
  const name = cursor.name();
  return name === undefined ? undefined : { kind: 'index', expects: 'there', name, isConditional };
}

function addedConstraint(cursor: Cursor): Change | undefined {
  if (cursor.skip('PRIMARY')) return { kind: 'index', expects: 'there', name: 'PRIMARY' };
  const name = cursor.name();
  if (name === undefined) return undefined;
  switch (cursor.word) {
    case 'PRIMARY':
      return { kind: 'index', expects: 'there', name: 'PRIMARY' };
    case 'FOREIGN':
    case 'CHECK':
      return { kind: 'constraint', expects: 'there', name };
    case 'UNIQUE':
      cursor.advance();
      cursor.skipAny(indexWords);
      return namedIndex(cursor) ?? { kind: 'index', expects: 'there', name };
    default:
      return undefined;
  }
}

function dropped(cursor: Cursor): Change | undefined {
  switch (cursor.word) {
    case 'INDEX':
    case 'KEY':
      return droppedPart(cursor, 'index');
    case 'PRIMARY':
      return { kind: 'index', expects: 'gone', name: 'PRIMARY' };
    case 'FOREIGN':
      cursor.advance();
      return droppedPart(cursor, 'constraint');
    case 'CHECK':
    case 'CONSTRAINT':
      return droppedPart(cursor, 'constraint');
    case 'PARTITION':
      return undefined;
    case 'COLUMN':
      return droppedPart(cursor, 'column');
    default:
      return gone(cursor, 'column');
  }
}

function droppedPart(cursor: Cursor, kind: ObjectKind): Change | undefined {
  cursor.advance();
  return gone(cursor, kind);
}

function gone(cursor: Cursor, kind: ObjectKind): Change | undefined {
  const isConditional = cursor.skip('IF', 'EXISTS');
  const name = cursor.name();
  return name === undefined ? undefined : { kind, expects: 'gone', name, isConditional };
}

function renamed(cursor: Cursor): Change | undefined {
  const kind =
    cursor.word === 'COLUMN' ? 'column' : indexWords.has(cursor.word) ? 'index' : 'table';
  if (kind === 'table') {
    if (!cursor.skip('TO')) cursor.skip('AS');
    const to = cursor.path();
    return to === undefined ? undefined : { kind: 'renamed', to };
  }
  cursor.advance();
  const from = cursor.name();
  if (from === undefined || !cursor.skip('TO')) return undefined;
  const name = cursor.name();
  return name === undefined ? undefined : { kind, expects: 'there', name, also: from };
}

function changed(cursor: Cursor): Change | undefined {
  cursor.skip('COLUMN');
  const from = cursor.name();
  const name = cursor.name();
  if (from === undefined || name === undefined) return undefined;
  return from.toLowerCase() === name.toLowerCase()
    ? 'repeatable'
    : { kind: 'column', expects: 'there', name, also: from };
}

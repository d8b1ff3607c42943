import { Types } from 'mysql2';
import type { Column, ColumnKind, Result } from '../backend';

interface Definition {
  readonly name: string;
  readonly columnType?: number;
  readonly characterSet?: number;
}
interface Header {
  readonly affectedRows: number;
  readonly insertId: number;
}
type Rows = readonly (readonly (Buffer | null)[])[];

/** What the driver answers; a procedure with each of its result sets and a header at the end. */
export type Answer = readonly [
  result: Rows | Header | readonly (Rows | Header)[],
  definitions: readonly (Definition | readonly Definition[] | undefined)[] | undefined,
];

/** The first result set, or what was changed when there is none. */
export function toResult([result, definitions]: Answer): Result {
  const hasSets = definitions?.some((definition) => Array.isArray(definition)) === true;
  const rows = (hasSets ? (result as readonly unknown[])[0] : result) as Rows | Header;
  if ('affectedRows' in rows) {
    const { affectedRows, insertId } = rows;
    return {
      columns: [],
      rows: [],
      recordsUpdated: affectedRows,
      ...(insertId !== 0 && { generatedId: insertId }),
    };
  }
  const fields = ((hasSets ? definitions[0] : definitions) ?? []) as readonly Definition[];
  const columns = fields.map(toColumn);
  return {
    columns,
    rows: rows.map((row) => row.map((value, index) => textOf(value, columns[index]?.kind))),
    recordsUpdated: 0,
  };
}

function textOf(value: Buffer | null, kind: ColumnKind | undefined): string | null {
  return value === null ? null : value.toString(kind === 'blob' ? 'base64' : 'utf8');
}

function toColumn(definition: Definition): Column {
  const type = definition.columnType ?? Types.VAR_STRING;
  return { label: definition.name, typeName: typeNameOf(type), kind: kindOf(type, definition) };
}

function typeNameOf(type: number): string {
  const [name] = Object.entries(Types).find(([, value]) => value === type) ?? ['VAR_STRING'];
  return name.toLowerCase();
}

function kindOf(type: number, { characterSet }: Definition): ColumnKind {
  switch (type) {
    case Types.TINY:
    case Types.SHORT:
    case Types.LONG:
    case Types.INT24:
    case Types.LONGLONG:
    case Types.YEAR:
      return 'long';
    case Types.FLOAT:
    case Types.DOUBLE:
      return 'double';
    case Types.DECIMAL:
    case Types.NEWDECIMAL:
      return 'decimal';
    case Types.GEOMETRY:
      return 'refused';
    case Types.BIT:
      return 'blob';
    case Types.VAR_STRING:
    case Types.STRING:
    case Types.TINY_BLOB:
    case Types.MEDIUM_BLOB:
    case Types.LONG_BLOB:
    case Types.BLOB:
      return characterSet === binary ? 'blob' : 'string';
    default:
      return 'string';
  }
}

// The number of MySQL's character set "binary".
const binary = 63;

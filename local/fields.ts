import type { Column } from './backend';
import { internalFailure, unsupportedResult } from './service-error';
import type { ArrayValue, ColumnMetadata, Field, ResultSetOptions } from './wire';

/** A column's text as a field of the response. */
export function toField(
  value: string | null,
  column: Column,
  options: ResultSetOptions = {},
): Field {
  if (column.kind === 'refused') {
    throw unsupportedResult(`The result contains the unsupported data type ${column.typeName}`);
  }
  if (value === null) return { isNull: true };
  if (/^-?infinity$/i.test(value) && /^(?:date|timestamp)/.test(column.typeName))
    throw internalFailure();
  switch (column.kind) {
    case 'long':
      return options.longReturnType === 'STRING'
        ? { stringValue: value }
        : { longValue: Number(value) };
    case 'double':
      return { doubleValue: doubleOf(value) };
    case 'decimal':
      return options.decimalReturnType === 'DOUBLE_OR_LONG'
        ? numberField(value)
        : { stringValue: value };
    case 'boolean':
      return { booleanValue: value === 't' || value === 'true' || value === '1' };
    case 'blob':
      return { blobValue: value };
    case 'array':
      return { arrayValue: toArray(value, column) };
    case 'string':
      return { stringValue: value };
  }
}

/** The value of a column in `formattedRecords`. */
export function toJson(value: string | null, column: Column): unknown {
  const field = toField(value, column);
  if (field.isNull === true) return null;
  if (field.arrayValue !== undefined) return Object.values(field.arrayValue)[0];
  return Object.values(field)[0];
}

export function toMetadata({ label, typeName }: Column): ColumnMetadata {
  return {
    name: label,
    label,
    type: 0,
    typeName,
    nullable: 2,
    arrayBaseColumnType: 0,
    isAutoIncrement: false,
    isCaseSensitive: true,
    isCurrency: false,
    isSigned: true,
    precision: 0,
    scale: 0,
    schemaName: '',
    tableName: '',
  };
}

function numberField(value: string): Field {
  const number = Number(value);
  return Number.isSafeInteger(number) ? { longValue: number } : { doubleValue: number };
}

// JSON has no such numbers: restJson1 writes them as strings.
function doubleOf(value: string): number {
  const number = Number(value);
  return Number.isFinite(number) ? number : (value as unknown as number);
}

function toArray(text: string, { elementKind = 'string' }: Column): ArrayValue {
  if (text.startsWith('{{') || text.startsWith('[')) {
    throw unsupportedResult('The result contains a multidimensional array');
  }
  const items = arrayItems(text);
  switch (elementKind) {
    case 'long':
      return { longValues: items.map(Number) };
    case 'double':
      return { doubleValues: items.map(doubleOf) };
    case 'boolean':
      return { booleanValues: items.map((item) => item === 't') };
    case 'string':
      return { stringValues: items };
  }
}

// PostgreSQL's text of a one-dimensional array: {a,"b \"c\"",d}
function arrayItems(text: string): readonly string[] {
  const items: string[] = [];
  for (const [, quoted, bare] of text.slice(1, -1).matchAll(/"((?:\\[^]|[^"\\])*)"|([^,]+)/g)) {
    items.push(quoted === undefined ? (bare ?? '') : quoted.replace(/\\([^])/g, '$1'));
  }
  return items;
}

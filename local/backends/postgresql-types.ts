import type { Column, ColumnKind, ElementKind, Placeholder } from '../backend';
import type { SqlParameter } from '../wire';

/** PostgreSQL's numbers of its built-in types (pg_type.dat). */
const kinds: Readonly<Record<number, readonly [typeName: string, kind: ColumnKind]>> = {
  16: ['bool', 'boolean'],
  17: ['bytea', 'blob'],
  18: ['"char"', 'refused'],
  20: ['int8', 'long'],
  21: ['int2', 'long'],
  23: ['int4', 'long'],
  19: ['name', 'string'],
  26: ['oid', 'long'],
  114: ['json', 'string'],
  142: ['xml', 'refused'],
  143: ['_xml', 'refused'],
  600: ['point', 'refused'],
  601: ['lseg', 'refused'],
  602: ['path', 'refused'],
  603: ['box', 'refused'],
  604: ['polygon', 'refused'],
  628: ['line', 'refused'],
  700: ['float4', 'double'],
  701: ['float8', 'double'],
  718: ['circle', 'refused'],
  790: ['money', 'refused'],
  791: ['_money', 'refused'],
  1002: ['_char', 'refused'],
  1017: ['_point', 'refused'],
  1042: ['bpchar', 'string'],
  1043: ['varchar', 'string'],
  1082: ['date', 'string'],
  1083: ['time', 'string'],
  1114: ['timestamp', 'string'],
  1184: ['timestamptz', 'string'],
  1186: ['interval', 'refused'],
  1187: ['_interval', 'refused'],
  1700: ['numeric', 'decimal'],
  2206: ['regtype', 'refused'],
  2950: ['uuid', 'string'],
  3802: ['jsonb', 'string'],
  2211: ['_regtype', 'refused'],
};

const elementKinds: Readonly<Record<number, ElementKind>> = {
  1000: 'boolean',
  1005: 'long',
  1007: 'long',
  1016: 'long',
  1021: 'double',
  1022: 'double',
  1009: 'string',
  1015: 'string',
  1231: 'string',
};

export function postgresqlColumn(label: string, typeId: number): Column {
  const elementKind = elementKinds[typeId];
  if (elementKind !== undefined) return { label, typeName: 'array', kind: 'array', elementKind };
  const [typeName, kind] = kinds[typeId] ?? ['text', 'string'];
  return { label, typeName, kind };
}

const hinted = { DATE: 1082, DECIMAL: 1700, JSON: 114, TIME: 1083, TIMESTAMP: 1114, UUID: 2950 };

/** The type that a parameter is bound with: a string is a text, and does not turn into another. */
export function parameterType({ value, typeHint }: SqlParameter): number {
  if (typeHint !== undefined) return hinted[typeHint];
  if (value?.stringValue !== undefined) return 25;
  if (value?.longValue !== undefined) return 20;
  if (value?.doubleValue !== undefined) return 701;
  if (value?.booleanValue !== undefined) return 16;
  return value?.blobValue === undefined ? 0 : 17;
}

/** The parameter in PostgreSQL's text form. */
export function parameterText({ value }: SqlParameter): string | null {
  if (value === undefined || value.isNull === true) return null;
  if (value.blobValue !== undefined) {
    return `\\x${Buffer.from(value.blobValue, 'base64').toString('hex')}`;
  }
  return String(value.stringValue ?? value.longValue ?? value.doubleValue ?? value.booleanValue);
}

/** Text of a bytea (`\x…`) as base64; everything else as it is. */
export function columnText(text: string | null, { kind }: Column): string | null {
  return text === null || kind !== 'blob'
    ? text
    : Buffer.from(text.slice(2), 'hex').toString('base64');
}

/**
 * `$1`, `$2` … in the place of the names, whether the call bound them or not, as on the real service.
 * What is bound goes to the server in that order, which then finds too few of them.
 */
export function numbered(
  parts: readonly string[],
  placeholders: readonly Placeholder[],
): { readonly text: string; readonly bound: readonly SqlParameter[] } {
  const names = [...new Set(placeholders.map(({ name }) => name))];
  const text = parts.reduce((joined, part, index) => {
    const number = names.indexOf(placeholders[index - 1]?.name ?? '') + 1;
    return `${joined}$${String(number)}${part}`;
  });
  const bound = names.flatMap((name) => {
    const parameter = placeholders.find((placeholder) => placeholder.name === name)?.parameter;
    return parameter === undefined ? [] : [parameter];
  });
  return { text, bound };
}

const withRowCount = /^(?:insert|update|delete|merge|copy)\b/i;

/** Rows that a statement changed; a SELECT changes none. */
export function recordsUpdated(command: string, rowCount: number | null | undefined): number {
  return withRowCount.test(command) ? (rowCount ?? 0) : 0;
}

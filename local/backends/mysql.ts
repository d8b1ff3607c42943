import { escape, type QueryError, Types } from 'mysql2';
import { type Connection, createConnection as connectTo } from 'mysql2/promise';
import {
  type Backend,
  BackendError,
  type BackendSession,
  type Column,
  type ColumnKind,
  ConnectionLostError,
  type Result,
} from '../backend';
import type { SqlParameter } from '../wire';

export interface MysqlBackendOptions {
  /** `mysql://user:password@host:port/database` */
  readonly url: string;
  /** @default 5 */
  readonly poolSize?: number;
}

/** Any MySQL or MariaDB server. */
export async function createMysqlBackend({
  url,
  poolSize = 5,
}: MysqlBackendOptions): Promise<Backend> {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  const backend: Backend = {
    kind: 'mysql',
    database,
    poolSize,
    connect: (name) => connect(urlOf(url, name)),
    close: () => Promise.resolve(),
  };
  // A wrong address is told now, not at the first call.
  await (await backend.connect(database)).close();
  return backend;
}

function urlOf(url: string, database: string): string {
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(database)}`;
  return target.href;
}

async function connect(uri: string): Promise<BackendSession> {
  const connection = await connectTo({ uri, charset: 'utf8mb4' }).catch((error: unknown) => {
    throw toBackendError(error, true);
  });
  let isAlive = true;
  connection.on('error', () => (isAlive = false));
  connection.on('end', () => (isAlive = false));

  return {
    async execute(parts, parameters) {
      try {
        return await query(connection, spliced(parts, parameters));
      } catch (error) {
        const { fatal } = error as QueryError;
        if (fatal) isAlive = false;
        throw toBackendError(error, isAlive);
      }
    },

    async cancel() {
      const other = await connectTo({ uri });
      try {
        await other.query(`kill query ${String(connection.threadId)}`);
      } finally {
        await other.end();
      }
    },

    // The real pool leaves a session as it is.
    afterCall: () => Promise.resolve(),
    isAlive: () => isAlive,
    async close() {
      await connection.end().catch(() => undefined);
    },
  };
}

// The service's driver is not known to prepare on the server, which refuses to prepare much of
// MySQL's own grammar; so values are written into the text, as literals.
function spliced(
  parts: readonly string[],
  parameters: readonly (SqlParameter | undefined)[],
): string {
  return parts.reduce((text, part, index) => {
    const parameter = parameters[index - 1];
    return `${text}${parameter === undefined ? '?' : literalOf(parameter)}${part}`;
  });
}

function literalOf({ value }: SqlParameter): string {
  if (value === undefined || value.isNull === true) return 'null';
  if (value.blobValue !== undefined) return escape(Buffer.from(value.blobValue, 'base64'));
  return escape(value.stringValue ?? value.longValue ?? value.doubleValue ?? value.booleanValue);
}

interface Field {
  readonly name: string;
  readonly columnType?: number;
  readonly characterSet?: number;
}
interface Header {
  readonly affectedRows: number;
  readonly insertId: number;
}

async function query(connection: Connection, sql: string): Promise<Result> {
  const [result, fields] = (await connection.query({
    sql,
    rowsAsArray: true,
    // Each value stays the server's text; bytes become base64.
    typeCast: (field) => {
      const { type } = field as { type: string };
      if (type.endsWith('BLOB') && isBinary(field)) {
        return field.buffer()?.toString('base64') ?? null;
      }
      return field.string();
    },
  })) as unknown as [unknown, (Field | Field[] | undefined)[] | undefined];

  // A procedure answers with its result sets, and a header at the end; the first one counts.
  const sets = fields?.some(Array.isArray) === true;
  const rows = (sets ? (result as unknown[])[0] : result) as (string | null)[][] | Header;
  const columns = ((sets ? fields[0] : fields) ?? []) as Field[];
  if (!Array.isArray(rows)) {
    const { affectedRows, insertId } = rows;
    return {
      columns: [],
      rows: [],
      recordsUpdated: affectedRows,
      ...(insertId !== 0 && { generatedId: insertId }),
    };
  }
  return { columns: columns.map(toColumn), rows, recordsUpdated: 0 };
}

function isBinary({ characterSet }: Field): boolean {
  return characterSet === 63;
}

function toColumn(field: Field): Column {
  const type = field.columnType ?? Types.VAR_STRING;
  return {
    label: field.name,
    typeName: typeNameOf(type),
    kind: kindOf(type, field),
  };
}

function typeNameOf(type: number): string {
  const [name] = Object.entries(Types).find(([, value]) => value === type) ?? ['VAR_STRING'];
  return name.toLowerCase();
}

function kindOf(type: number, field: Field): ColumnKind {
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
    case Types.TINY_BLOB:
    case Types.MEDIUM_BLOB:
    case Types.LONG_BLOB:
    case Types.BLOB:
      return isBinary(field) ? 'blob' : 'string';
    default:
      return 'string';
  }
}

function toBackendError(error: unknown, isAlive: boolean): Error {
  const { message, sqlMessage, sqlState, errno } = error as {
    readonly message: string;
    readonly sqlMessage?: string;
    readonly sqlState?: string;
    readonly errno?: number;
  };
  if (!isAlive || sqlState === undefined) return new ConnectionLostError(message);
  return new BackendError(sqlMessage ?? message, {
    sqlState,
    ...(errno !== undefined && { code: errno }),
  });
}

import { mkdir } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import { type Backend, BackendError, type BackendSession } from '../backend';
import {
  columnText,
  numbered,
  parameterText,
  parameterType,
  postgresqlColumn,
  recordsUpdated,
} from './postgresql-types';

export interface PgliteBackendOptions {
  /** Folder for the data; made when it is not there. @default in memory */
  readonly dataDir?: string;
}

/**
 * PostgreSQL inside this process. It has one session, where the real service has many: calls take
 * turns, a transaction holds off all others, and nothing is left in the session after a call.
 * A statement cannot be cancelled.
 */
export async function createPgliteBackend({
  dataDir,
}: PgliteBackendOptions = {}): Promise<Backend> {
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const database = await PGlite.create(dataDir === undefined ? {} : { dataDir });
  return {
    kind: 'postgresql',
    database: 'postgres',
    poolSize: 1,
    connect(name) {
      return name === 'postgres'
        ? Promise.resolve(sessionOf(database))
        : Promise.reject(
            new BackendError(`database "${name}" does not exist`, { sqlState: '3D000' }),
          );
    },
    close: () => database.close(),
  };
}

const typeIds = Object.values(types).filter(
  (id): id is Exclude<typeof id, object> => typeof id === 'number',
);
// Every value stays the server's text.
const parsers = Object.fromEntries(typeIds.map((id) => [id, (text: string) => text]));
// Every parameter is the server's text already.
const serializers = Object.fromEntries(typeIds.map((id) => [id, String]));

function sessionOf(database: PGlite): BackendSession {
  return {
    async execute(parts, parameters) {
      const { text, bound } = numbered(parts, parameters);
      try {
        const result = await database.query<(string | null)[]>(text, bound.map(parameterText), {
          rowMode: 'array',
          parsers,
          serializers,
          paramTypes: bound.map(parameterType),
        });
        const columns = result.fields.map(({ name, dataTypeID }) =>
          postgresqlColumn(name, dataTypeID),
        );
        return {
          columns,
          rows: result.rows.map((row) =>
            columns.map((column, index) => columnText(row[index] ?? null, column)),
          ),
          recordsUpdated: recordsUpdated(text.trimStart(), result.affectedRows),
        };
      } catch (error) {
        throw toBackendError(error);
      }
    },

    cancel: () => Promise.resolve(),
    async afterCall() {
      await database.query('discard all').catch(() => undefined);
    },
    isAlive: () => !database.closed,
    // There is one session for the backend's whole life.
    close: () => Promise.resolve(),
  };
}

function toBackendError(error: unknown): BackendError {
  const { message, code, detail, hint, position } = error as Readonly<
    Record<'message' | 'code' | 'detail' | 'hint' | 'position', string | undefined>
  >;
  return new BackendError(message ?? String(error), {
    ...(code !== undefined && { sqlState: code }),
    ...(detail !== undefined && { detail }),
    ...(hint !== undefined && { hint }),
    ...(position !== undefined && { position }),
  });
}

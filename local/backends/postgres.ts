import { Client, type ClientConfig, DatabaseError, type QueryArrayConfig } from 'pg';
import { type Backend, BackendError, type BackendSession, ConnectionLostError } from '../backend';
import {
  columnText,
  numbered,
  parameterText,
  parameterType,
  postgresqlColumn,
  recordsUpdated,
} from './postgresql-types';

export interface PostgresBackendOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** @default 5 */
  readonly poolSize?: number;
}

/** Any PostgreSQL server. */
export async function createPostgresBackend({
  url,
  poolSize = 5,
}: PostgresBackendOptions): Promise<Backend> {
  const database = decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres';
  const backend: Backend = {
    kind: 'postgresql',
    database,
    poolSize,
    connect: (name) => connect(urlOf(url, name)),
    close: () => Promise.resolve(),
  };
  // A wrong address is told now, not at the first call.
  await (await backend.connect(database)).close();
  return backend;
}

function urlOf(url: string, database: string): ClientConfig {
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(database)}`;
  return { connectionString: target.href, application_name: 'rds-data-api' };
}

async function connect(config: ClientConfig): Promise<BackendSession> {
  const client = new Client(config);
  let isAlive = true;
  client.on('error', () => (isAlive = false));
  client.on('end', () => (isAlive = false));
  await client.connect().catch((error: unknown) => {
    throw toBackendError(error, true);
  });
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid;

  return {
    async execute(parts, parameters) {
      const { text, bound } = numbered(parts, parameters);
      // The driver takes an array of type numbers here, which its types do not say, and reads
      // results through `getTypeParser`: each value stays the server's text.
      const types = Object.assign(bound.map(parameterType), {
        getTypeParser: () => (value: string) => value,
      });
      try {
        const query: QueryArrayConfig & { readonly queryMode: 'extended' } = {
          text,
          values: bound.map(parameterText),
          rowMode: 'array',
          types,
          // The other mode takes several statements in a call.
          queryMode: 'extended',
        };
        const result = await client.query<(string | null)[]>(query);
        const columns = result.fields.map(({ name, dataTypeID }) =>
          postgresqlColumn(name, dataTypeID),
        );
        return {
          columns,
          rows: result.rows.map((row) =>
            columns.map((column, index) => columnText(row[index] ?? null, column)),
          ),
          recordsUpdated: recordsUpdated(result.command, result.rowCount),
        };
      } catch (error) {
        throw toBackendError(error, isAlive);
      }
    },

    async cancel() {
      const other = new Client(config);
      await other.connect();
      try {
        await other.query('select pg_cancel_backend($1)', [pid]);
      } finally {
        await other.end();
      }
    },

    // The real pool leaves a session as it is.
    afterCall: () => Promise.resolve(),
    isAlive: () => isAlive,
    close: () => client.end(),
  };
}

function toBackendError(error: unknown, isAlive: boolean): Error {
  // The driver may be loaded twice in a test run, so its class alone does not tell.
  const found = error as Partial<DatabaseError>;
  if (error instanceof DatabaseError || typeof found.severity === 'string') {
    // 57P01 to 57P03: the server ended the connection, or does not take one.
    if (/^57P0[123]$/.test(found.code ?? '')) return new ConnectionLostError(found.message);
    return new BackendError(found.message ?? '', {
      ...(found.code !== undefined && { sqlState: found.code }),
      ...(found.detail !== undefined && { detail: found.detail }),
      ...(found.hint !== undefined && { hint: found.hint }),
      ...(found.position !== undefined && { position: found.position }),
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return isAlive
    ? new BackendError(message, { sqlState: '08006' })
    : new ConnectionLostError(message);
}

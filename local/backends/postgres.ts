import { Client, type ClientConfig, type QueryArrayConfig } from 'pg';
import {
  type Backend,
  BackendError,
  type BackendSession,
  ConnectionLostError,
  NotReachableError,
} from '../backend';
import { assertNoCopyFromStdin } from './copy-from-stdin';
import { postgresqlError } from './postgresql-error';
import {
  columnText,
  numbered,
  parameterText,
  parameterType,
  postgresqlColumn,
  recordsUpdated,
} from './postgresql-types';
import { databaseOf, openServerBackend, type ServerBackendOptions, textOf } from './server-backend';

/** Any PostgreSQL server. */
export function createPostgresBackend(options: ServerBackendOptions): Promise<Backend> {
  const { url } = options;
  return openServerBackend('postgresql', databaseOf(url) || 'postgres', options, (name) =>
    connect(urlOf(url, name)),
  );
}

function urlOf(url: string, database: string | undefined): ClientConfig {
  const target = new URL(url);
  // Without a name it is the user's, as seen on a live cluster (aws/aws-cli#8577).
  // The driver reads the path with decodeURI, which leaves an encoded $ or semicolon as it is.
  target.pathname = `/${database === undefined ? target.username : encodeURI(database)}`;
  return { connectionString: target.href, application_name: 'rds-data-api' };
}

async function connect(config: ClientConfig): Promise<BackendSession> {
  const client = new Client(config);
  let isAlive = true;
  client.on('error', () => (isAlive = false));
  client.on('end', () => (isAlive = false));
  await client.connect().catch((error: unknown) => {
    throw toConnectError(error);
  });
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid;

  return {
    async execute(parts, placeholders = []) {
      const { text, bound } = numbered(parts, placeholders);
      assertNoCopyFromStdin(text);
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
        throw toExecuteError(error, isAlive);
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

    // Nobody could end a transaction that a call left open, so the pool does. All other state
    // stays, as in the real pool.
    async afterCall() {
      if (client.getTransactionStatus() !== 'I') await client.query('rollback');
    },
    isAlive: () => isAlive,
    close: () => client.end(),
  };
}

// 57P01 to 57P03: the server ended the connection, or does not take one yet.
const goneStates = /^57P0[123]$/;

function toConnectError(error: unknown): Error {
  const found = postgresqlError(error);
  return found === undefined || goneStates.test(found.details.sqlState ?? '')
    ? new NotReachableError(textOf(error))
    : found;
}

function toExecuteError(error: unknown, isAlive: boolean): Error {
  const found = postgresqlError(error);
  if (found !== undefined && !goneStates.test(found.details.sqlState ?? '')) return found;
  if (found !== undefined || !isAlive) return new ConnectionLostError(textOf(error));
  // What the driver itself refuses to send.
  return new BackendError(textOf(error), { sqlState: '08P01' });
}

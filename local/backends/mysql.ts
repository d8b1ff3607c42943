import type { QueryError } from 'mysql2';
import { createConnection as connectTo } from 'mysql2/promise';
import {
  type Backend,
  BackendError,
  type BackendSession,
  ConnectionLostError,
  NotReachableError,
} from '../backend';
import { spliced } from './mysql-literals';
import { type Answer, toResult } from './mysql-result';
import { databaseOf, openServerBackend, type ServerBackendOptions, textOf } from './server-backend';

/** Any MySQL or MariaDB server. */
export function createMysqlBackend(options: ServerBackendOptions): Promise<Backend> {
  const { url } = options;
  return openServerBackend('mysql', databaseOf(url), options, (name) => connect(urlOf(url, name)));
}

function urlOf(url: string, database: string | undefined): string {
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(database ?? '')}`;
  return target.href;
}

async function connect(uri: string): Promise<BackendSession> {
  const connection = await connectTo({ uri, charset: 'utf8mb4' }).catch((error: unknown) => {
    throw toBackendError(error) ?? new NotReachableError(textOf(error));
  });
  let isAlive = true;
  connection.on('error', () => (isAlive = false));
  connection.on('end', () => (isAlive = false));
  // As the service's driver does when it connects: a server's own default may be another.
  await connection.query('set autocommit = 1').catch((error: unknown) => {
    connection.destroy();
    throw toBackendError(error) ?? new NotReachableError(textOf(error));
  });

  return {
    async execute(parts, placeholders = []) {
      try {
        const answer = await connection.query({
          sql: spliced(parts, placeholders),
          rowsAsArray: true,
          // Each value stays the server's bytes.
          typeCast: (field) => field.buffer(),
        });
        return toResult(answer as unknown as Answer);
      } catch (error) {
        const { fatal, errno = 0 } = error as QueryError;
        if (fatal || goneErrors.has(errno)) isAlive = false;
        throw (
          (isAlive ? toBackendError(error) : undefined) ?? new ConnectionLostError(textOf(error))
        );
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

    // Nobody could end a transaction that a call left open, so the pool does. All other state
    // stays, as in the real pool.
    async afterCall() {
      await connection.query('rollback');
    },
    isAlive: () => isAlive,
    close() {
      // end() would wait for the statement that still runs.
      connection.destroy();
      return Promise.resolve();
    },
  };
}

// ER_SERVER_SHUTDOWN, MariaDB's ER_CONNECTION_KILLED, MySQL's ER_SESSION_WAS_KILLED.
const goneErrors: ReadonlySet<number> = new Set([1053, 1927, 3169]);

function toBackendError(error: unknown): BackendError | undefined {
  const { message, sqlMessage, sqlState, errno } = error as {
    readonly message: string;
    readonly sqlMessage?: string;
    readonly sqlState?: string;
    readonly errno?: number;
  };
  if (sqlState === undefined) return undefined;
  return new BackendError(sqlMessage ?? message, {
    sqlState,
    ...(errno !== undefined && { code: errno }),
  });
}

/** A name with several addresses fails with one error for each, and no message of its own. */

import { createRdsDataClient } from '../../data-api/create-client';
import { DataApiDatabase } from '../../data-api/data-api-database';
import type { Backend, BackendSession } from '../../local/backend';
import { type LocalCall, type LocalDataApiOptions, startLocalDataApi } from '../../local/server';

/** A row by column label, each value as the database's text. */
export type TextRow = Readonly<Record<string, string | null>>;

export interface LocalDatabase {
  /** Behind the local Data API. */
  readonly database: DataApiDatabase;
  /** Calls of the Data API that were answered. */
  readonly calls: readonly LocalCall[];
  /** Runs one statement on a connection of its own, past the Data API. */
  query(sql: string): Promise<readonly TextRow[]>;
  /** Runs one statement in each session of the Data API's pool. */
  queryPool(sql: string): Promise<readonly (readonly TextRow[])[]>;
  close(): Promise<void>;
}

/** Serves a backend by a local Data API, with a client to it. */
export async function openLocalDatabase(
  backend: Backend,
  options: Omit<LocalDataApiOptions, 'backend' | 'onCall'> = {},
): Promise<LocalDatabase> {
  const calls: LocalCall[] = [];
  const pool: BackendSession[] = [];
  const direct = await backend.connect(backend.database);
  const api = await startLocalDataApi({
    ...options,
    backend: {
      ...backend,
      connect: async (name) => {
        const session = await backend.connect(name);
        pool.push(session);
        return session;
      },
    },
    onCall: (call) => calls.push(call),
  });
  const client = createRdsDataClient({
    endpoint: api.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { resourceArn, secretArn, database } = api;
  return {
    database: new DataApiDatabase({ client, resourceArn, secretArn, database }),
    calls,
    query: (sql) => rowsOf(direct, sql),
    queryPool: async (sql) => {
      const alive = pool.filter((session) => session.isAlive());
      const rows: (readonly TextRow[])[] = [];
      for (const session of alive) rows.push(await rowsOf(session, sql));
      return rows;
    },
    close: async () => {
      client.destroy();
      await direct.close();
      await api.close();
    },
  };
}

async function rowsOf(session: BackendSession, sql: string): Promise<readonly TextRow[]> {
  const { columns, rows } = await session.execute([sql]);
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ label }, index) => [label, row[index] ?? null])),
  );
}

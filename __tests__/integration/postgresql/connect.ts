import { Client } from 'pg';
import type { TextRow } from '../../support/local-database';
import type { Ask } from './catalog';

/** Works on a plain connection, as psql has one. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    types: { getTypeParser: () => String },
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function askOf(client: Client): Ask {
  return async (sql) => (await client.query<TextRow>(sql)).rows;
}

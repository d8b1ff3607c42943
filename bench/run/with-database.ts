import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { EngineName } from '../../migration/migration';

/** A server on which databases can be made. */
export interface Server {
  readonly engine: EngineName;
  /** Ends with a slash. */
  readonly url: string;
}

/** Works with a new, empty database, of which it gets the URL. */
export async function withDatabase<T>(
  server: Server,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await send(server, `create database ${name}`);
  try {
    return await work(`${server.url}${name}`);
  } finally {
    await send(server, `drop database ${name}`);
  }
}

async function send({ engine, url }: Server, sql: string): Promise<void> {
  if (engine === 'aurora-mysql') {
    const connection = await createConnection(url);
    await connection.query(sql).finally(() => connection.end());
    return;
  }
  const client = new Client(`${url}postgres`);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

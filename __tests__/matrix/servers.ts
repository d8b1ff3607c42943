import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { createMysqlBackend } from '../../local/backends/mysql';
import { createPostgresBackend } from '../../local/backends/postgres';
import type { Backend } from '../../local/backend';
import type { EngineName } from '../../migration/migration';

/** A database server on which cases run. */
export interface MatrixServer {
  readonly engine: EngineName;
  /** A new, empty database; its URL. */
  createDatabase(): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  connect(url: string): Promise<Backend>;
  /** Absent when others use the server too. */
  readonly crash?: Crash;
}

export interface Crash {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export function matrixServer(engine: EngineName, serverUrl: string, crash?: Crash): MatrixServer {
  const isMysql = engine === 'aurora-mysql';
  const base = serverUrl.endsWith('/') ? serverUrl : `${serverUrl}/`;
  const administer = isMysql ? onMysql : onPostgresql;
  return {
    engine,
    async createDatabase() {
      const name = `matrix_${randomBytes(6).toString('hex')}`;
      await administer(base, `create database ${name}${isMysql ? ' character set utf8mb4' : ''}`);
      return `${base}${name}`;
    },
    async dropDatabase(url) {
      const name = new URL(url).pathname.slice(1);
      await administer(base, `drop database ${name}${isMysql ? '' : ' with (force)'}`);
    },
    connect: (url) => (isMysql ? createMysqlBackend({ url }) : createPostgresBackend({ url })),
    ...(crash !== undefined && { crash }),
  };
}

async function onPostgresql(base: string, sql: string): Promise<void> {
  const client = new Client(`${base}postgres`);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function onMysql(base: string, sql: string): Promise<void> {
  const connection = await createConnection(base);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

/** A new, empty database on the suite's PostgreSQL; its URL. */
export async function createPostgresDatabase(): Promise<string> {
  const url = serverUrl('TEST_POSTGRES_URL');
  const name = newName();
  const client = new Client(`${url}postgres`);
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return `${url}${name}`;
}

/** A new, empty database on the suite's MariaDB; its URL. */
export async function createMysqlDatabase(): Promise<string> {
  const url = serverUrl('TEST_MYSQL_URL');
  const name = newName();
  const connection = await createConnection(url);
  try {
    await connection.query(`create database ${name} character set utf8mb4`);
  } finally {
    await connection.end();
  }
  return `${url}${name}`;
}

function newName(): string {
  return `test_${randomBytes(6).toString('hex')}`;
}

function serverUrl(variable: string): string {
  const url = process.env[variable];
  if (url === undefined)
    throw new Error(`${variable} is not set: run the tests by their npm script`);
  return url.endsWith('/') ? url : `${url}/`;
}

import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

/** A new, empty database on the suite's PostgreSQL; its URL. */
export async function createPostgresDatabase(name = newName()): Promise<string> {
  const url = serverUrl('TEST_POSTGRES_URL');
  const client = new Client(`${url}postgres`);
  await client.connect();
  try {
    await client.query(`create database "${name.replaceAll('"', '""')}"`);
  } finally {
    await client.end();
  }
  return url + encodeURIComponent(name);
}

/** A new, empty database on the suite's MariaDB; its URL. */
export async function createMysqlDatabase(name = newName()): Promise<string> {
  const url = serverUrl('TEST_MYSQL_URL');
  const connection = await createConnection(url);
  try {
    const quoted = `\`${name.replaceAll('`', '``')}\``;
    await connection.query(`create database ${quoted} character set utf8mb4`);
  } finally {
    await connection.end();
  }
  return url + encodeURIComponent(name);
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

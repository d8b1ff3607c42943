import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Ask } from './catalog';

/** Works on a plain connection, as the mysql client has one. */
export async function withConnection<T>(
  uri: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await createConnection({
    uri,
    charset: 'utf8mb4',
    multipleStatements: true,
    typeCast: (field) => field.string('utf8'),
  });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

export function askOf(connection: Connection): Ask {
  return async (sql) => {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  };
}

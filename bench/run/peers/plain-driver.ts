import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { engineNames } from '../../../migration/migration';
import { textOf } from '../script';
import type { Peer, PreparedRun } from './peer';

/** As psql and mysql do it, on a connection to the database: a script at a time, no history. */
export const plainDriver: Peer = {
  name: 'driver on a direct connection',
  engines: engineNames,
  kind: 'scale',
  cannot(workload) {
    if (workload === 'nothing-pending') return 'it has no history, and applies everything again';
    return workload === 'resume'
      ? 'it has no history, and begins with what is there already'
      : undefined;
  },

  prepare({ scripts, target: { engine, url } }) {
    const texts = scripts.map(textOf);
    return engine === 'aurora-mysql' ? overMysql(url, texts) : overPostgresql(url, texts);
  },
};

async function overPostgresql(url: string, texts: readonly string[]): Promise<PreparedRun> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    migrate: async () => {
      for (const text of texts) await client.query(text);
    },
    close: () => client.end(),
  };
}

async function overMysql(uri: string, texts: readonly string[]): Promise<PreparedRun> {
  const connection = await createConnection({ uri, charset: 'utf8mb4', multipleStatements: true });
  return {
    migrate: async () => {
      for (const text of texts) await connection.query(text);
    },
    close: () => connection.end(),
  };
}

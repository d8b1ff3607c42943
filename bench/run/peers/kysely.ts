import { type Dialect, Kysely, type Migration, Migrator, sql } from 'kysely';
import { DataApiDialect } from 'kysely-data-api';
import { devDependencies } from '../../../package.json';
import { engineNames } from '../../../migration/migration';
import type { Script } from '../script';
import type { Peer } from './peer';
import { createSdkClient } from './sdk-client';

/** Its migrator, over the dialect for the Data API, which takes kysely 0.27. */
export const kyselyMigrator: Peer = {
  name: `kysely ${devDependencies.kysely} (kysely-data-api ${devDependencies['kysely-data-api']})`,
  engines: engineNames,
  kind: 'peer',
  cannot(workload, engine) {
    return workload === 'resume' && engine === 'aurora-mysql'
      ? 'it knows whole scripts only; half of the failed one stays, and it begins that one anew'
      : undefined;
  },

  prepare({ scripts, target }) {
    const client = createSdkClient(target);
    const { database, resourceArn, secretArn } = target;
    const dialect: Dialect = new DataApiDialect({
      mode: target.engine === 'aurora-mysql' ? 'mysql' : 'postgres',
      driver: { client, database, resourceArn, secretArn },
    });
    const db = new Kysely<unknown>({ dialect });
    const migrations = Object.fromEntries(scripts.map(toMigration));
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    return Promise.resolve({
      migrate: async () => {
        const { error } = await new Migrator({ db, provider }).migrateToLatest();
        if (error !== undefined) throw error as Error;
      },
      close: async () => {
        await db.destroy();
        client.destroy();
      },
    });
  },
};

function toMigration({ version: number, description, statements }: Script): [string, Migration] {
  return [
    `${String(number).padStart(5, '0')}_${description}`,
    {
      async up(db) {
        for (const statement of statements) await sql.raw(statement).execute(db);
      },
    },
  ];
}

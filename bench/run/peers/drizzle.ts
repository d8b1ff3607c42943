import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/aws-data-api/pg';
import { migrate } from 'drizzle-orm/aws-data-api/pg/migrator';
import { devDependencies } from '../../../package.json';
import type { Script } from '../script';
import type { Peer } from './peer';
import { createSdkClient } from './sdk-client';

/** Its migrator for the Data API, with statement breakpoints: the Data API takes one at a time. */
export const drizzleMigrator: Peer = {
  name: `drizzle-orm ${devDependencies['drizzle-orm']}`,
  // It has none for MySQL over the Data API.
  engines: ['aurora-postgresql'],
  kind: 'peer',
  cannot: () => undefined,

  async prepare({ scripts, folder, target }) {
    await writeMigrations(folder, scripts);
    const client = createSdkClient(target);
    const { database, resourceArn, secretArn } = target;
    const db = drizzle(client, { database, resourceArn, secretArn });
    return {
      migrate: () => migrate(db, { migrationsFolder: folder }),
      close: () => {
        client.destroy();
        return Promise.resolve();
      },
    };
  },
};

/** As drizzle-kit writes them. */
async function writeMigrations(folder: string, scripts: readonly Script[]): Promise<void> {
  await mkdir(join(folder, 'meta'), { recursive: true });
  const entries = scripts.map(({ version: number, description }, idx) => ({
    idx,
    version: '7',
    when: 1_767_225_600_000 + number,
    tag: `${String(number).padStart(5, '0')}_${description}`,
    breakpoints: true,
  }));
  for (const [index, { statements }] of scripts.entries()) {
    const text = statements
      .map((statement) => `${statement};`)
      .join('\n--> statement-breakpoint\n');
    await writeFile(join(folder, `${entries[index]?.tag ?? ''}.sql`), text);
  }
  const journal = { version: '7', dialect: 'postgresql', entries };
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
}

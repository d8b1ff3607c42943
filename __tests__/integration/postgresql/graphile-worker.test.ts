import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createPostgresBackend } from '../../../local/backends/postgres';
import { createPostgresDatabase } from '../../support/servers/databases';
import { applyScripts } from '../apply-scripts';
import { readCatalog, readRows } from './catalog';
import { askOf, withClient } from './connect';

// What its own migrator runs before the first migration.
const install = `create schema if not exists graphile_worker;
create table if not exists graphile_worker.migrations(
  id int primary key,
  ts timestamptz default now() not null
);
alter table graphile_worker.migrations add column if not exists breaking boolean not null default false;
`;

describe("graphile-worker's migrations, through the Data API", () => {
  it('give the same catalog and rows as on a plain connection', async () => {
    const files = { 'V0__install.sql': install, ...(await graphileMigrations()) };
    const ours = await createPostgresDatabase();
    const plain = await createPostgresDatabase();

    await applyScripts(await createPostgresBackend({ url: ours }), files);
    await withClient(plain, async (client) => {
      for (const script of Object.values(files)) await client.query(script);
    });

    const stored = await read(ours);
    expect(Object.keys(files)).toHaveLength(19);
    expect(stored.catalog.length).toBeGreaterThan(100);
    expect(stored).toEqual(await read(plain));
  });
});

/** By file name, in our naming, with the placeholder replaced as graphile-worker does. */
async function graphileMigrations(): Promise<Readonly<Record<string, string>>> {
  const folder = join(dirname(require.resolve('graphile-worker/package.json')), 'sql');
  const files: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    const sql = await readFile(join(folder, name), 'utf8');
    files[`V${name.replace('.sql', '__graphile.sql')}`] = sql.replace(
      /:GRAPHILE_WORKER_SCHEMA\b/g,
      '"graphile_worker"',
    );
  }
  return files;
}

function read(url: string) {
  return withClient(url, async (client) => {
    const ask = askOf(client);
    return { catalog: await readCatalog(ask), rows: await readRows(ask) };
  });
}

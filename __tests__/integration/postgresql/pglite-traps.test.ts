import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgliteBackend } from '../../../local/backends/pglite';
import type { TextRow } from '../../support/local-database';
import { applyScripts } from '../apply-scripts';
import { bodyTraps } from './body-traps';
import { readCatalog, readRows } from './catalog';
import { literalTraps } from './literal-traps';

describe('PGlite, through the Data API', () => {
  it('stores the traps as a plain PGlite does', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'pglite-'));
    try {
      const files = Object.fromEntries(
        [...bodyTraps, ...literalTraps].map(({ script }, index) => [
          `V${index + 1}__x.sql`,
          `create schema trap${index + 1};\nset search_path = trap${index + 1};\n${script}`,
        ]),
      );

      await applyScripts(await createPgliteBackend({ dataDir }), files);

      const stored = await read(await PGlite.create({ dataDir }));
      expect(stored.catalog.length).toBeGreaterThan(100);
      expect(stored).toEqual(await read(await runPlainly(Object.values(files))));
    } finally {
      await rm(dataDir, { recursive: true });
    }
    // Three databases, one after the other.
  }, 90_000);
});

async function runPlainly(scripts: readonly string[]): Promise<PGlite> {
  const database = await PGlite.create();
  for (const script of scripts) await database.exec(`${script}; reset all`);
  return database;
}

async function read(database: PGlite) {
  const ask = async (sql: string) => (await database.query<TextRow>(sql)).rows;
  try {
    return { catalog: await readCatalog(ask), rows: await readRows(ask) };
  } finally {
    await database.close();
  }
}

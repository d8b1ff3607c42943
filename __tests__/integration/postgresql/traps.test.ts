import { createPostgresBackend } from '../../../local/backends/postgres';
import { createPostgresDatabase } from '../../support/servers/databases';
import { applyScripts } from '../apply-scripts';
import { bodyTraps } from './body-traps';
import { readCatalog, readRows } from './catalog';
import { askOf, withClient } from './connect';
import { fileTraps } from './file-traps';
import { literalTraps } from './literal-traps';
import type { Trap } from './trap';

describe('PostgreSQL, through the Data API', () => {
  it.each([...bodyTraps, ...literalTraps, ...fileTraps])(
    'stores as written: $title',
    async (trap) => {
      const ours = await createPostgresDatabase();
      const plain = await createPostgresDatabase();

      await applyScripts(await createPostgresBackend({ url: ours }), { 'V1__x.sql': trap.script });
      await runPlainly(plain, trap);

      const stored = await read(ours, trap);
      expect(stored.answer).toEqual([trap.stored]);
      expect(stored).toEqual(await read(plain, trap));
    },
  );
});

async function runPlainly(url: string, { script, plain = [script] }: Trap): Promise<void> {
  await withClient(url, async (client) => {
    for (const sql of plain) await client.query(sql);
  });
}

function read(url: string, { question }: Trap) {
  return withClient(url, async (client) => {
    const ask = askOf(client);
    return {
      answer: (await ask(question)).flatMap((row) => Object.values(row)),
      catalog: await readCatalog(ask),
      rows: await readRows(ask),
    };
  });
}

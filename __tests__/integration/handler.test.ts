import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresBackend } from '../../local/backends/postgres';
import { loadSchema } from '../../stacks/packaging/load-schema';
import { type LocalDatabase, openLocalDatabase } from '../support/local-database';
import { createPostgresDatabase } from '../support/servers/databases';
import { unpackedHandler, writeInto } from '../support/unpacked-handler';
import { bodyTraps } from './postgresql/body-traps';
import { fileTraps } from './postgresql/file-traps';
import { literalTraps } from './postgresql/literal-traps';
import type { Trap } from './postgresql/trap';

const traps = [...bodyTraps, ...literalTraps, ...fileTraps];
const titles = [
  ':word inside $$',
  'a literal that ends in a backslash, with a colon behind it',
  'CRLF line ends, in bodies and literals too',
  'a byte order mark',
  'a body of more than 65,536 characters',
];

describe('the handler, with a packaged folder', () => {
  let scratch: string;
  let local: LocalDatabase;

  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'packaged-'));
    local = await openLocalDatabase(
      await createPostgresBackend({ url: await createPostgresDatabase() }),
    );
  });

  afterEach(async () => {
    await local.close();
    await rm(scratch, { recursive: true });
  });

  it.each(titles)('stores as written: %s', async (title) => {
    const { script, question, stored } = trapOf(title);
    await writeFile(join(scratch, 'V1__trap.sql'), script);
    const { checksums, package: packaged } = await loadSchema(scratch, 'aurora-postgresql');
    await writeInto(join(scratch, 'opt'), packaged.files);
    const run = { id: 'run-1', toolVersion: '0.1.0' };

    const result = await unpackedHandler(
      join(scratch, 'opt', 'schema'),
      local,
      run,
    )({ files: checksums }, { getRemainingTimeInMillis: () => 60_000 });

    expect(result.applied).toBe(1);
    expect((await local.query(question)).flatMap((row) => Object.values(row))).toEqual([stored]);
  });
});

function trapOf(title: string): Trap {
  const trap = traps.find((candidate) => candidate.title === title);
  if (trap === undefined) throw new Error(`no trap is called "${title}"`);
  return trap;
}

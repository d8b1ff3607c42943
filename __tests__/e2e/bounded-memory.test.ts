import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTarget } from '../../bench/run/open-target';
import { type Deployed, deploy, runFunction } from '../../bench/run/process/run-function';
import type { Script } from '../../bench/run/script';
import type { EngineName } from '../../migration/migration';
import * as mysql from '../integration/mysql/connect';
import * as postgresql from '../integration/postgresql/connect';
import { createMysqlDatabase, createPostgresDatabase } from '../support/servers/databases';

const heapLimit = ['--max-old-space-size=128'];
const engines: readonly {
  readonly engine: EngineName;
  /** For texts of any length. */
  readonly textType: string;
  readonly uploads: string;
  readonly create: () => Promise<string>;
  readonly ask: (url: string, sql: string) => Promise<unknown>;
}[] = [
  {
    engine: 'aurora-postgresql',
    textType: 'text',
    uploads: 'aurora_migrate.uploads',
    create: createPostgresDatabase,
    ask: (url, sql) => postgresql.withClient(url, (client) => postgresql.askOf(client)(sql)),
  },
  {
    engine: 'aurora-mysql',
    textType: 'longtext',
    uploads: 'aurora_migrate_uploads',
    create: createMysqlDatabase,
    ask: (url, sql) => mysql.withConnection(url, (connection) => mysql.askOf(connection)(sql)),
  },
];

describe.each(engines)('the function with a heap of 128 MB, on $engine', (on) => {
  const { engine, textType, uploads, create, ask } = on;
  const table = `create table t (id int primary key, body ${textType})`;
  let folder: string;
  let url: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bounded-memory-'));
    url = await create();
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** How many calls each of the runs took. */
  async function run(deployed: Deployed, times = 1): Promise<readonly number[]> {
    const api = await openTarget(engine, url, 0);
    const calls: number[] = [];
    try {
      while (calls.length < times) {
        const before = api.traffic().calls;
        await runFunction(deployed, api.target, heapLimit);
        calls.push(api.traffic().calls - before);
      }
      return calls;
    } finally {
      await api.close();
    }
  }

  it('applies 10,000 scripts, and reads their history', async () => {
    const scripts = Array.from({ length: 10_000 }, (_, index) => ({
      version: index + 1,
      description: 'a',
      statements: [index === 0 ? table : `insert into t values (${String(index)}, 'a')`],
    }));

    const [first, second] = await run(await deploy(folder, engine, scripts), 2);

    expect(await ask(url, 'select count(*) as n from t')).toEqual([{ n: '9999' }]);
    expect(first).toBeLessThan(20);
    expect(second).toBeLessThan(10);
  }, 120_000);

  it('applies 100,000 statements of one script', async () => {
    const inserts = Array.from(
      { length: 99_999 },
      (_, index) => `insert into t values (${String(index)}, 'a')`,
    );

    const [calls] = await run(await deploy(folder, engine, oneScript([table, ...inserts])));

    expect(await ask(url, 'select count(*) as n from t')).toEqual([{ n: '99999' }]);
    expect(calls).toBeLessThan(20);
  }, 120_000);

  // Wide characters make a text twice as large in memory.
  it.each([
    ['a statement of 5 MB', "it''s", 1_000_000, '4000000'],
    ['the largest script there may be', "it''s 😀", 1_660_000, '9960000'],
  ])(
    'applies %s',
    async (_, text, times, characters) => {
      const insert = `insert into t values (1, '${text.repeat(times)}')`;

      await run(await deploy(folder, engine, oneScript([table, insert])));

      expect(await ask(url, 'select char_length(body) as n from t')).toEqual([{ n: characters }]);
      expect(await ask(url, `select count(*) as n from ${uploads}`)).toEqual([{ n: '0' }]);
    },
    60_000,
  );

  it('applies a script of 5 MB in 50,000 statements', async () => {
    const inserts = Array.from(
      { length: 50_000 },
      (_, index) => `insert into t values (${String(index)}, '${'x'.repeat(65)}')`,
    );

    await run(await deploy(folder, engine, oneScript([table, ...inserts])));

    expect(await ask(url, 'select count(*) as n from t')).toEqual([{ n: '50000' }]);
    expect(await ask(url, `select count(*) as n from ${uploads}`)).toEqual([{ n: '0' }]);
  }, 60_000);
});

function oneScript(statements: readonly string[]): readonly Script[] {
  return [{ version: 1, description: 'a', statements }];
}

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { call, masked, type Called } from '../cli/call';
import { useScratchFolder } from '../cli/scratch-folder';
import { codeBlocks, readDocument } from './markdown';

const text = readDocument('README.md');
const blocks = codeBlocks(text);
const [script = ''] = /(?<=Add `)schema\/V5__\w+\.sql/.exec(text) ?? [];

useScratchFolder();
beforeEach(async () => {
  await cp(join(__dirname, '../../schema'), 'schema', { recursive: true });
});

it('shows what the first run of the sample schema says', async () => {
  const { exitCode, stdout, stderr } = await npmStart();

  expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
    exitCode: 0,
    stdout: masked(blockWith('4 pending')),
    stderr: '',
  });
}, 60_000);

it('is right that the second run has nothing to do', async () => {
  await npmStart();

  expect((await npmStart()).stdout).toContain('Nothing is pending; the schema is at V4.');
}, 60_000);

it('leads through a first migration: what fails, the fix, and what is refused from then on', async () => {
  await npmStart();
  await writeFile(script, blockWith('on custommers', 'alter table'));

  const looked = await runLines(blockWith('aurora-migrate check'));
  const failed = looked.at(-1);
  await edit((sql) => sql.replace('custommers', 'customers'));
  const mended = await npmStart();
  await edit((sql) => `${sql}-- more\n`);
  const refused = await npmStart();

  expect(looked.map(({ exitCode }) => exitCode)).toEqual([0, 0, 1]);
  expect(masked(`${failed?.stdout ?? ''}${failed?.stderr ?? ''}`)).toBe(
    masked(
      `schema → the embedded PostgreSQL in .aurora-migrate/postgresql\n\n${blockWith('1 pending')}`,
    ),
  );
  expect(mended.stdout).toContain('Applied V5; the schema is at V5.');
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('V5__add_loyalty.sql changed after it was applied');
}, 120_000);

function blockWith(part: string, beginning = ''): string {
  const block = blocks.find(
    (candidate) => candidate.includes(part) && candidate.startsWith(beginning),
  );
  if (block === undefined) throw new Error(`README.md has no code block with "${part}"`);
  return block;
}

async function edit(change: (sql: string) => string): Promise<void> {
  await writeFile(script, change(await readFile(script, 'utf8')));
}

async function runLines(block: string): Promise<readonly Called[]> {
  const called: Called[] = [];
  for (const line of block.trim().split('\n')) {
    called.push(
      line === 'npm start'
        ? await npmStart()
        : await call(line.replace('npx aurora-migrate ', '').split(' ')),
    );
  }
  return called;
}

function npmStart(): Promise<Called> {
  return call(packageJson.scripts.start.replace('node bin/aurora-migrate.js ', '').split(' '));
}

import { spawn, type ChildProcess } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createPostgresDatabase } from '../support/servers/databases';
import { call, masked, type Called } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';

const checkout = process.cwd();
const binary = join(checkout, 'bin', 'aurora-migrate.js');

useScratchFolder();

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Called>;
  /** Resolves when standard output matches. */
  readonly until: (pattern: RegExp) => Promise<void>;
}

function start(commandLine: readonly string[], variables: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [binary, ...commandLine], {
    // Jest's own must not reach the command.
    env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk) => (texts.stderr += String(chunk)));
  child.stdout.on('data', (chunk) => (texts.stdout += String(chunk)));
  const ended = new Promise<Called>((resolve) => {
    child.on('close', (code) => {
      resolve({ exitCode: code ?? -1, ...texts });
    });
  });
  const until = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (pattern.test(texts.stdout)) resolve();
      };
      child.stdout.on('data', look);
      child.on('close', () => {
        reject(new Error(`it ended without ${String(pattern)}: ${texts.stdout}${texts.stderr}`));
      });
    });
  return { child, ended, until };
}

it('migrates the schema of the checkout into the embedded PostgreSQL, once', async () => {
  await cp(join(checkout, 'schema'), 'schema', { recursive: true });

  const first = await start(['migrate', '--local']).ended;
  const second = await start(['migrate', '--local']).ended;

  expect({ ...first, stdout: masked(first.stdout) }).toEqual({
    exitCode: 0,
    stdout: `schema → the embedded PostgreSQL in .aurora-migrate/postgresql

  4 pending
    V1  create customers  3 statements  <ms>  ✓
    V2  create products  2 statements  <ms>  ✓
    V3  create orders  6 statements  <ms>  ✓
    V4  create customer totals  1 statement  <ms>  ✓

  Applied 4 scripts, V1 to V4; the schema is at V4.
`,
    stderr: '',
  });
  expect(second).toEqual({
    exitCode: 0,
    stdout: `schema → the embedded PostgreSQL in .aurora-migrate/postgresql

  Nothing is pending; the schema is at V4.
`,
    stderr: '',
  });
}, 60_000);

it('refuses wrong usage', async () => {
  expect(await start(['migrate', '--port', '1']).ended).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'Wrong usage: unknown option \'--port\'.\nSee "aurora-migrate migrate --help".\n',
  });
});

it('fails in one line when the server does not answer, without its password', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'select 1;\n' });

  expect(await start(['plan', '--url', 'postgres://me:secret@127.0.0.1:1/shop']).ended).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'Cannot open shop at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1.\n',
  });
});

it('shows where an error comes from when it is asked to', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'select 1;\n' });

  const { stderr } = await start(['plan', '--url', 'postgres://me:secret@127.0.0.1:1/shop'], {
    AURORA_MIGRATE_DEBUG: '1',
  }).ended;

  expect(stderr).toMatch(/\n {4}at .*open-local\.ts/);
  expect(stderr).toMatch(/\nCaused by: .*connect ECONNREFUSED 127\.0\.0\.1:1\n {4}at /);
  expect(stderr).not.toContain('secret');
});

it('ends at the first Ctrl-C, and says what becomes of the work', async () => {
  await writeFiles({ 'schema/V1__wait.sql': 'select pg_sleep(5);\n' });
  const { child, ended, until } = start(['migrate', '--url', await createPostgresDatabase()]);
  await until(/1 pending/);
  child.kill('SIGINT');

  const { exitCode, stderr } = await ended;

  expect({ exitCode, stderr }).toEqual({
    exitCode: 130,
    stderr: `
  Interrupted. The database may go on with the scripts that it has been given; "aurora-migrate status" shows each of them as pending until it is applied whole. Run again: it waits for them and applies what is left.
`,
  });
});

it('goes on when nobody reads its output any more, and says by its exit code how it went', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'select 1;\n', 'schema/V2__b.sql': 'select 1 / 0;\n' });
  const { child, ended } = start(['migrate', '--local']);
  child.stdout?.destroy();

  const { exitCode } = await ended;
  const status = await call(['status', '--local']);

  expect(exitCode).toBe(1);
  expect(status.stdout).toContain('The schema is at V1; 1 failed.');
}, 60_000);

it('closes the local Data API at SIGTERM', async () => {
  const url = await createPostgresDatabase();
  const { child, ended, until } = start(['data-api', '--json', '--port', '0', '--url', url]);
  await until(/endpoint/);
  child.kill('SIGTERM');

  const { exitCode, stderr } = await ended;

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

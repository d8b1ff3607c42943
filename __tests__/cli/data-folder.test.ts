import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { unusableFolder } from '../../cli/data-folder';
import { call } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';

useScratchFolder();

const script = { 'schema/V1__a.sql': 'create table a (id int);\n' };
const commands = ['migrate', 'plan', 'status'];

it.each(commands)('refuses to %s in a folder of other things', async (command) => {
  await writeFiles({ ...script, 'notes/today.txt': '' });

  expect(await call([command, '--local', 'notes'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'notes is not empty and holds no embedded database: give a folder of its own ' +
      '(--local DIR), or delete notes if its first start was interrupted.\n',
  });
  expect(readdirSync('.')).toEqual(['notes', 'schema']);
  expect(readdirSync('notes')).toEqual(['today.txt']);
});

it.each(commands)('refuses to %s in a file', async (command) => {
  await writeFiles({ ...script, notes: 'mine' });

  expect(await call([command, '--local', 'notes'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'notes is not a folder, or lies in what is none: give the path of a folder (--local DIR).\n',
  });
});

it.each(commands)('refuses to %s below a file', async (command) => {
  await writeFiles({ ...script, notes: 'mine' });

  expect(await call([command, '--local', 'notes/data'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'notes/data is not a folder, or lies in what is none: ' +
      'give the path of a folder (--local DIR).\n',
  });
});

it('says what to do about a database whose first start was interrupted', async () => {
  await writeFiles({ ...script, 'data/PG_VERSION': '18\n' });

  expect(await call(['migrate', '--local', 'data'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'Cannot open the embedded PostgreSQL in data: PGlite failed to initialize properly. ' +
      'If its first start was interrupted, delete data.\n',
  });
}, 60_000);

// Root may write everywhere, so the system's answer is made here.
it.each(['EACCES', 'EPERM', 'EROFS'])('says what to do about %s', (code) => {
  const cause = Object.assign(new Error('no'), { code });

  expect(unusableFolder('/data/postgresql', cause).message).toBe(
    `/data/postgresql cannot be written (${code}): see to the permissions of it and of /data, ` +
      'or give another folder (--local DIR).',
  );
});

it('passes on what else the system says', () => {
  const cause = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

  expect(unusableFolder('data', cause).message).toBe(
    'data cannot be used: no space left on device.',
  );
});

describe('on a database that is not there yet', () => {
  it('plans, and makes nothing', async () => {
    await writeFiles(script);

    const { exitCode, stdout } = await call(['plan', '--local', 'deep/data']);

    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `schema → the embedded PostgreSQL in deep/data

  1 pending
    V1  a  1 statement

  The schema is empty.
`,
    });
    expect(readdirSync('.')).toEqual(['schema']);
  });

  it('shows the status, and makes nothing', async () => {
    await writeFiles(script);
    await mkdir('data');

    const { exitCode, stdout } = await call(['status', '--local', 'data']);

    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `schema → the embedded PostgreSQL in data

  VERSION  DESCRIPTION  STATE    STATEMENTS  WHEN (UTC)  TIME  BY
  V1       a            pending         0/1

  The schema is empty; 1 pending.
`,
    });
    expect(readdirSync('.')).toEqual(['data', 'schema']);
    expect(readdirSync('data')).toEqual([]);
  });
});

it('migrates into an empty folder, which plan then reads', async () => {
  await writeFiles(script);
  await mkdir('data');
  await call(['migrate', '--local', 'data']);

  expect((await call(['plan', '--local', 'data'])).stdout).toBe(
    'schema → the embedded PostgreSQL in data\n\n  The schema is at V1; nothing is pending.\n',
  );
});

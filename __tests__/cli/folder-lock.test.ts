import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { lockFolder } from '../../cli/folder-lock';
import { call } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';

useScratchFolder();

// The parent of a process is alive as long as anybody cares.
const alive = String(process.ppid);

it('takes a folder, and gives it back', async () => {
  const unlock = await lockFolder('data/postgresql');
  const holder = await readFile('data/postgresql.lock', 'utf8');
  await unlock();

  expect(holder).toBe(String(process.pid));
  expect(existsSync('data/postgresql.lock')).toBe(false);
});

it.each(['', '0', 'x', '4194305'])(
  'takes a folder whose process, "%s", is gone',
  async (holder) => {
    await writeFiles({ 'data.lock': holder });

    await lockFolder('data');

    expect(await readFile('data.lock', 'utf8')).toBe(String(process.pid));
  },
);

it('refuses a folder that another process has open', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'select 1;\n', 'data.lock': alive });

  expect(await call(['migrate', '--local', 'data'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      `data is in use by process ${alive}: end that one, or give another folder (--local DIR). ` +
      'If it is no aurora-migrate, delete data.lock.\n',
  });
});

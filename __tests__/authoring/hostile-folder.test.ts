import { execFile } from 'node:child_process';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readMigrations } from '../../authoring/read-folder';
import { loadSchema } from '../../stacks/packaging/load-schema';
import { useFolders } from './folder';

const createFolder = useFolders();
const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
// What a user without rights is on the systems that have one.
const nobody = 65_534;

describe('a folder with entries that are no scripts', () => {
  it('is refused with all of them, and nothing is read through them', async () => {
    const outside = await createFolder({ 'secret.sql': 'not sql, and not to be quoted' });
    const folder = await createFolder({
      'V1__a.sql': 'select 1',
      'V2__folder.sql/readme.txt': '',
      'V6__back\\slash.sql': 'select 1',
      'V7__..\\up.sql': 'select 1',
      'V8__line\nbreak.sql': 'select 1',
      'V9__turn\u202Elqs.sql': 'select 1',
      'v1__A.sql': 'select 1',
      'V10__e\u0301.sql': 'select 1',
      'V10__é.sql': 'select 1',
      'V1__..%2fa.sql': 'select 1',
      '.V11__hidden.sql': 'not sql',
      'V12__a.sql~': 'not sql',
      '#V12__a.sql#': 'not sql',
    });
    await symlink(join(outside, 'secret.sql'), join(folder, 'V3__link.sql'));
    await symlink(outside, join(folder, 'linked'));
    await symlink('../../../etc/passwd', join(folder, 'V3__passwd.sql'));
    await symlink('V3__loop.sql', join(folder, 'V3__loop.sql'));
    await symlink('nowhere', join(folder, 'V3__nowhere.sql'));
    await run('mkfifo', [join(folder, 'V4__pipe.sql')]);
    const server = createServer().listen(join(folder, 'V5__socket.sql'));
    await new Promise((resolve) => server.once('listening', resolve));

    const error: unknown = await loadSchema(folder, 'aurora-postgresql').catch(
      (thrown: unknown) => thrown,
    );
    server.close();

    expect((error as Error).message.replaceAll(`${folder}/`, '')).toBe(
      `V10__é.sql has the name of V10__e\u0301.sql but for upper and lower case, or how its accents are encoded, which not every file system tells apart; delete one of the two
V1__a.sql has version 1, as V1__..%2fa.sql has; give it another version
V2__folder.sql is a folder with the name of a script; give it another name, or put a file in its place
V3__link.sql is a symbolic link; put the file itself here
V3__loop.sql is a symbolic link; put the file itself here
V3__nowhere.sql is a symbolic link; put the file itself here
V3__passwd.sql is a symbolic link; put the file itself here
V4__pipe.sql is neither a file nor a folder; remove it
V5__socket.sql is neither a file nor a folder; remove it
V6__back\\slash.sql has a backslash in its name, a separator on Windows; rename it
V7__..\\up.sql has a backslash in its name, a separator on Windows; rename it
V8__line\\u000abreak.sql has a control character in its name; rename it
V9__turn\\u202elqs.sql has a control character in its name; rename it
linked is a symbolic link; put the file itself here
v1__A.sql has version 1, as V1__..%2fa.sql has; give it another version
15 problems in 15 files; fix them and run again`,
    );
  });

  it('is refused with all that cannot be read', async () => {
    const folder = await createFolder({ 'V1__a.sql': 'select 1', 'V2__b.sql': 'selct 1' });
    await mkdir(join(folder, 'notes'));
    await chmod(folder, 0o755);
    await chmod(join(folder, 'V1__a.sql'), 0);
    await chmod(join(folder, 'notes'), 0);

    const error: unknown = await asNobody(() => readMigrations(folder, 'aurora-postgresql')).catch(
      (thrown: unknown) => thrown,
    );

    expect((error as Error).message.replaceAll(`${folder}/`, '')).toBe(
      `V1__a.sql cannot be read (EACCES); see to its permissions
V2__b.sql:1:1 syntax error at or near "selct"
notes cannot be read (EACCES); see to its permissions
3 problems in 3 files; fix them and run again`,
    );
  });
});

/** To root, no file is unreadable. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (!isRoot) return work();
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

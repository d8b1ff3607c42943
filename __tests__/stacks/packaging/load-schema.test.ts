import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthoringError } from '../../../authoring/authoring-error';
import { loadSchema } from '../../../stacks/packaging/load-schema';
import { SizeLimitError, sizeLimits } from '../../../stacks/packaging/size-limit-error';

describe('loadSchema', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  function folderOf(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'schema-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  }

  it('lists the scripts in the order in which they run', async () => {
    const folder = folderOf({
      'V10__a.sql': 'create table a (id int);\n',
      'V2__b.sql': 'create table b (id int);\n',
    });

    const { checksums, engine } = await loadSchema(folder, 'aurora-postgresql');

    expect(engine).toBe('aurora-postgresql');
    expect(Object.entries(checksums)).toEqual([
      ['V2__b.sql', 'a042b21188532946bb96a39250206fb27066c3a233c4417a3343faee53fe902a'],
      ['V10__a.sql', '519a1e8e560bfe843fff05a0e39aa2ec638878f09a8897cd41d6801a7f543995'],
    ]);
  });

  it('packages the scripts as they are on disk, and the manifest beside them', async () => {
    const folder = folderOf({ 'V1__a.sql': 'create table a (id int);\r\n', 'notes.txt': 'no' });

    const { package: content } = await loadSchema(folder, 'aurora-mysql');

    expect(
      content.files.map((file) => [file.name, Buffer.from(file.content).toString('utf8')]),
    ).toEqual([
      ['schema/V1__a.sql', 'create table a (id int);\r\n'],
      [
        'schema/manifest.json',
        '{"format":1,"engine":"aurora-mysql","migrations":[{"file":"V1__a.sql","version":"1",' +
          '"description":"a","checksum":"519a1e8e560bfe843fff05a0e39aa2ec638878f09a8897cd41d6801a7f543995","sharesSession":false,"statements":[[0,23,1,1]]}]}\n',
      ],
    ]);
  });

  it('has the same digest in a checkout with other line ends, and another package', async () => {
    const unix = await loadSchema(
      folderOf({ 'V1__a.sql': 'select 1;\n\nselect 2;\n' }),
      'aurora-postgresql',
    );
    const windows = await loadSchema(
      folderOf({ 'V1__a.sql': 'select 1;\r\n\r\nselect 2;\r\n' }),
      'aurora-postgresql',
    );

    expect(windows.digest).toBe(unix.digest);
    expect(windows.package.digest).not.toBe(unix.package.digest);
  });

  it('has another digest when a script is renamed', async () => {
    const before = await loadSchema(folderOf({ 'V1__a.sql': 'select 1;\n' }), 'aurora-postgresql');
    const after = await loadSchema(folderOf({ 'V1__b.sql': 'select 1;\n' }), 'aurora-postgresql');

    expect(after.digest).not.toBe(before.digest);
  });

  it('refuses scripts that cannot work', async () => {
    const folder = folderOf({ 'V1__a.sql': '', 'V1__b.sql': 'select 1;\n' });

    await expect(loadSchema(folder, 'aurora-postgresql')).rejects.toThrow(AuthoringError);
  });

  it('refuses more scripts than Lambda takes', async () => {
    const limit = jest.replaceProperty(sizeLimits, 'input', 89);
    const folder = folderOf({ 'V1__a.sql': 'select 1;\n' });

    // {"files":{"V1__a.sql":"…64 digits…"}}
    await expect(loadSchema(folder, 'aurora-postgresql')).rejects.toThrow(
      new SizeLimitError(
        folder,
        [{ file: 'V1__a.sql', bytes: 10 }],
        [{ kind: 'input', bytes: 90 }],
      ),
    );

    limit.replaceValue(90);
    await expect(loadSchema(folder, 'aurora-postgresql')).resolves.toHaveProperty('digest');
    limit.restore();
  });
});

import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkFolder } from '../../authoring/check-folder';
import { useFolders } from './folder';

const createFolder = useFolders();

/** Problems as lines, with the folder's name cut off. */
async function problemsOf(folder: string): Promise<readonly string[]> {
  const { problems } = await checkFolder(folder, 'aurora-postgresql');
  return problems.map(({ file, line, column, message }) => {
    const place = line === undefined ? '' : `:${line}:${column ?? 0}`;
    return `${file.replace(`${folder}/`, '')}${place} ${message}`;
  });
}

describe('checkFolder', () => {
  it('reads scripts in the order of their versions', async () => {
    const folder = await createFolder({
      'V1_10__c.sql': 'select 1',
      '002_d.sql': 'select 1',
      'V1_9__b.sql': 'select 1',
      '20260102030405-e.sql': 'select 1',
      'v0__a.sql': 'select 1',
    });

    const { manifest, problems } = await checkFolder(folder, 'aurora-postgresql');

    expect(problems).toEqual([]);
    expect(manifest.migrations.map(({ file }) => file)).toEqual([
      'v0__a.sql',
      'V1_9__b.sql',
      'V1_10__c.sql',
      '002_d.sql',
      '20260102030405-e.sql',
    ]);
  });

  it('says all that is known of a script', async () => {
    const folder = await createFolder({
      'V1__create_a.sql': '\uFEFF-- é\r\nset role a;\r\ncreate table a (b int);\r\n',
    });

    const { manifest } = await checkFolder(folder, 'aurora-postgresql');

    expect(manifest).toEqual({
      format: 1,
      engine: 'aurora-postgresql',
      migrations: [
        {
          file: 'V1__create_a.sql',
          version: '1',
          description: 'create a',
          checksum: '7ca50e0058a8b7620e7b3c5b7cb1610aa78525d96464ec5dc6d3f3e02bf4f49b',
          statements: [
            { start: 10, end: 20, line: 2, column: 1, runsAlone: false },
            { start: 23, end: 45, line: 3, column: 1, runsAlone: false },
          ],
          sharesSession: true,
        },
      ],
    });
  });

  it('reads MySQL with its own splitter', async () => {
    const folder = await createFolder({ 'V1__a.sql': "select 'a\\';'; # b\nselect `c;`" });

    const { manifest, problems } = await checkFolder(folder, 'aurora-mysql');

    expect(problems).toEqual([]);
    expect(manifest.migrations[0]?.statements.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('passes over files of other kinds and hidden ones', async () => {
    const folder = await createFolder({
      'README.md': '',
      'V1__a.sql.bak': '',
      'V1__a.sql~': '',
      '.gitkeep': '',
      '._V1__a.sql': '',
      '.git/V1__a.sql': '',
      'notes/today.txt': '',
    });
    await symlink('nowhere', join(folder, '.#V1__a.sql'));

    expect(await checkFolder(folder, 'aurora-postgresql')).toEqual({
      manifest: { format: 1, engine: 'aurora-postgresql', migrations: [] },
      problems: [],
    });
  });

  it('takes a file name of 255 bytes', async () => {
    const folder = await createFolder({ [`V1__${'é'.repeat(123)}a.sql`]: 'select 1' });

    expect(await problemsOf(folder)).toEqual([]);
  });

  it('refuses everything that is wrong in all files at once', async () => {
    const folder = await createFolder({
      'V1__a.sql': 'select 1;\nselct 2;\n  selct 3;',
      'V2__b.sql': 'select 1',
      'orders.sql': 'selct 1',
      'V4__nul.sql': 'a\0',
      'V5__latin.sql': Buffer.from('73656c65637420e9', 'hex'),
    });

    expect(await problemsOf(folder)).toEqual([
      'V1__a.sql:2:1 syntax error at or near "selct"',
      'V1__a.sql:3:3 syntax error at or near "selct"',
      'V4__nul.sql:1:2 a NUL character, which no database takes; remove it',
      'V5__latin.sql:1:8 the byte 0xe9 is not valid UTF-8; save the file as UTF-8',
      'orders.sql has no version in its name; name it V<version>__<description>.sql, such as ' +
        'V2__create_orders.sql, or <number>_<description>.sql, such as 002_create_orders.sql',
      'orders.sql:1:1 syntax error at or near "selct"',
    ]);
  });

  it('gives the scripts without a problem beside the problems', async () => {
    const folder = await createFolder({
      'V1__a.sql': 'select 1',
      'V2__b.sql': 'selct 1',
      'x.sql': 'select 1',
    });

    const { manifest } = await checkFolder(folder, 'aurora-postgresql');

    expect(manifest.migrations.map(({ file }) => file)).toEqual(['V1__a.sql']);
  });

  it('refuses scripts of one version, however it is written', async () => {
    const folder = await createFolder({
      '001_b.sql': 'select 1',
      'V1__a.sql': 'select 1',
      'V1_0__c.sql': 'select 1',
    });

    expect(await problemsOf(folder)).toEqual([
      'V1_0__c.sql has version 1, as 001_b.sql has; give it another version',
      'V1__a.sql has version 1, as 001_b.sql has; give it another version',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a byte order mark', '\uFEFF'],
    ['white space', ' \r\n'],
    ['comments', '-- a\n/* b */;'],
  ])('refuses a script of %s only', async (_, content) => {
    const folder = await createFolder({ 'V1__a.sql': content });

    expect(await problemsOf(folder)).toEqual([
      'V1__a.sql holds no statement; write one, or delete it',
    ]);
  });

  it('refuses a script of more than 16 MiB, without reading it as SQL', async () => {
    const folder = await createFolder({
      'V1__a.sql': `select '${'x'.repeat(16_777_216 - 9)}'`,
      'V2__b.sql': `selct '${'x'.repeat(16_777_216)}'`,
    });

    expect(await problemsOf(folder)).toEqual([
      'V2__b.sql has 16777224 bytes, but a script may have at most 16777216 (16 MiB); ' +
        'split it into several scripts',
    ]);
  });

  it('refuses a script for Flyway beside its configuration', async () => {
    const folder = await createFolder({ 'V1__a.sql': 'vacuum', 'V1__a.sql.conf': 'x=y' });

    expect(await problemsOf(folder)).toEqual([
      'V1__a.sql.conf is a script configuration of Flyway, which is not supported; delete it, ' +
        'since statements that cannot run in a transaction are recognized without it',
    ]);
  });

  it('refuses folders with scripts', async () => {
    const folder = await createFolder({
      '20260102_a/migration.sql': 'select 1',
      'old/deep/V1__a.SQL': 'select 1',
      'V3.sql/readme.txt': '',
    });

    expect(await problemsOf(folder)).toEqual([
      '20260102_a is a folder with SQL scripts, which are not read; ' +
        'move them up, and give each a version',
      'V3.sql is a folder with the name of a script; ' +
        'give it another name, or put a file in its place',
      'old is a folder with SQL scripts, which are not read; ' +
        'move them up, and give each a version',
    ]);
  });

  it('refuses symbolic links', async () => {
    const folder = await createFolder({ 'V1__a.sql': 'select 1' });
    await symlink('V1__a.sql', join(folder, 'V2__b.sql'));
    await symlink('/', join(folder, 'more'));

    expect(await problemsOf(folder)).toEqual([
      'V2__b.sql is a symbolic link; put the file itself here',
      'more is a symbolic link; put the file itself here',
    ]);
  });

  it('refuses a pipe', async () => {
    const folder = await createFolder({});
    await promisify(execFile)('mkfifo', [join(folder, 'V1__a.sql')]);

    expect(await problemsOf(folder)).toEqual([
      'V1__a.sql is neither a file nor a folder; remove it',
    ]);
  });

  it('fails on a folder that does not exist', async () => {
    const folder = join(await createFolder({}), 'schema');

    await expect(checkFolder(folder, 'aurora-postgresql')).rejects.toMatchObject({
      name: 'AuthoringError',
      message: `${folder} does not exist; create it, or give another path`,
    });
  });

  it('fails on a file in place of a folder', async () => {
    const folder = await createFolder({ 'V1__a.sql': 'select 1' });

    await expect(checkFolder(join(folder, 'V1__a.sql'), 'aurora-postgresql')).rejects.toThrow(
      'is not a folder; give the path of a folder',
    );
  });
});

describe('checkFolder, on statements that travel as text', () => {
  it('refuses what the Data API would take for a parameter, at its place', async () => {
    const folder = await createFolder({
      'V1__a.sql': 'select a[1:2] from b;\n  create index concurrently on é (\n (c[1:2]));',
    });

    expect(await problemsOf(folder)).toEqual([
      'V1__a.sql:3:6 the Data API would take :2 for a parameter, since this statement runs alone ' +
        'and is sent as text; write a space behind the colon, or put it into quotes',
    ]);
  });

  it('counts from the statement in its first line', async () => {
    const folder = await createFolder({
      'V1__a.sql': "select '😀'; create index concurrently on t ((c[1:2]));",
    });

    expect(await problemsOf(folder)).toEqual([
      'V1__a.sql:1:49 the Data API would take :2 for a parameter, since this statement runs alone ' +
        'and is sent as text; write a space behind the colon, or put it into quotes',
    ]);
  });

  it('refuses a body with a label without a space on MySQL', async () => {
    const folder = await createFolder({
      'V1__a.sql': 'select 1;\ncreate procedure p() l1:LOOP leave l1; end loop;',
    });

    const { problems } = await checkFolder(folder, 'aurora-mysql');

    expect(problems).toEqual([
      {
        file: join(folder, 'V1__a.sql'),
        line: 2,
        column: 24,
        message:
          'the Data API would take :LOOP for a parameter, since this statement runs alone ' +
          'and is sent as text; write a space behind the colon, or put it into quotes',
      },
    ]);
  });
});

describe('checkFolder, on scripts with two halves', () => {
  it.each([
    ['dbmate', '-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;', 3, '-- migrate:down'],
    ['goose', '-- +goose Up\nselect 1;\n\n  -- +goose Down\nselect 2;', 4, '-- +goose Down'],
    [
      'sql-migrate',
      '-- +migrate Down\nselect 1;\n-- +migrate Up\nselect 2;',
      1,
      '-- +migrate Down',
    ],
  ])('refuses the down half of %s', async (_, content, line, marker) => {
    const folder = await createFolder({ 'V1__a.sql': content });

    const { problems } = await checkFolder(folder, 'aurora-postgresql');

    expect(problems).toEqual([
      {
        file: join(folder, 'V1__a.sql'),
        line,
        column: marker === '-- +goose Down' ? 3 : 1,
        message:
          `"${marker}" begins the half that undoes this script, and both halves would run; ` +
          `remove that half: undoing is not supported yet`,
      },
    ]);
  });

  it.each([
    ['an up half only', '-- migrate:up\nselect 1;'],
    ['an empty down half', '-- migrate:up\nselect 1;\n-- migrate:down\n-- nothing\n'],
    ['the marker within a statement', "select '\n-- migrate:down\n'; select 2"],
  ])('takes %s', async (_, content) => {
    const folder = await createFolder({ 'V1__a.sql': content });

    expect(await problemsOf(folder)).toEqual([]);
  });
});

it('does not follow a folder that is linked', async () => {
  const folder = await createFolder({});
  await mkdir(join(folder, 'notes'));
  await symlink(folder, join(folder, 'notes', 'loop'));

  expect(await problemsOf(folder)).toEqual([]);
});

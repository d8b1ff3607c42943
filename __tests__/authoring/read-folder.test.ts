import { AuthoringError } from '../../authoring/check-folder';
import { readMigrations } from '../../authoring/read-folder';
import { encodeManifest } from '../../migration/manifest';
import { useFolders } from './folder';

const createFolder = useFolders();

describe('readMigrations', () => {
  it('gives the same bytes whatever the order in which files were made', async () => {
    const a = { 'V10__a.sql': 'select 1', 'v2__é.sql': 'vacuum' };
    const b = { '1_ä.sql': 'select 2', 'V3__Z.sql': 'select 3' };
    const one = await createFolder({ ...a, ...b });
    const other = await createFolder({ ...b, ...a });

    const [first, second] = await Promise.all([
      readMigrations(one, 'aurora-postgresql'),
      readMigrations(other, 'aurora-postgresql'),
    ]);

    expect(encodeManifest(first)).toBe(encodeManifest(second));
  });

  it('fails with everything that is wrong in all files', async () => {
    const folder = await createFolder({
      'V1__a.sql': 'select 1;\nselct 2;\n selct 3;',
      'V2__b.sql': '',
      'V3__c.sql': 'select 1',
    });

    await expect(readMigrations(folder, 'aurora-postgresql')).rejects.toThrow(
      new AuthoringError([
        {
          file: `${folder}/V1__a.sql`,
          line: 2,
          column: 1,
          message: 'syntax error at or near "selct"',
        },
        {
          file: `${folder}/V1__a.sql`,
          line: 3,
          column: 2,
          message: 'syntax error at or near "selct"',
        },
        { file: `${folder}/V2__b.sql`, message: 'holds no statement; write one, or delete it' },
      ]),
    );
  });
});

describe('AuthoringError', () => {
  it('names each problem with its place, counts them and says what to do', () => {
    const error = new AuthoringError([
      { file: 'schema/V1__a.sql', line: 14, column: 3, message: 'is wrong' },
      { file: 'schema/V1__a.sql', line: 15, column: 1, message: 'is wrong, too' },
      { file: 'schema/x.sql', message: 'has a wrong name' },
    ]);

    expect(error.message).toBe(
      'schema/V1__a.sql:14:3 is wrong\n' +
        'schema/V1__a.sql:15:1 is wrong, too\n' +
        'schema/x.sql has a wrong name\n' +
        '3 problems in 2 files; fix them and run again',
    );
  });
});

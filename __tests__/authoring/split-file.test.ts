import { join } from 'node:path';
import { splitFile } from '../../authoring/split-file';
import { useFolders } from './folder';

const createFolder = useFolders();

describe('splitFile', () => {
  it('shows the statements of a file of any name, and what is wrong in it', async () => {
    const folder = await createFolder({ dump: '-- a\nselect 1 ;\n selct 2;\nselect 3' });
    const file = join(folder, 'dump');

    expect(await splitFile(file, 'aurora-postgresql')).toEqual({
      file,
      statements: [
        { line: 2, column: 1, text: 'select 1' },
        { line: 4, column: 1, text: 'select 3' },
      ],
      errors: [{ line: 3, column: 2, message: 'syntax error at or near "selct"' }],
    });
  });

  it('shows a file without a statement as such', async () => {
    const folder = await createFolder({ 'a.sql': '-- nothing' });
    const file = join(folder, 'a.sql');

    expect(await splitFile(file, 'aurora-mysql')).toEqual({ file, statements: [], errors: [] });
  });

  it('fails on a file that does not exist', async () => {
    const file = join(await createFolder({}), 'a.sql');

    await expect(splitFile(file, 'aurora-postgresql')).rejects.toThrow(
      `${file} does not exist; create it, or give another path\n` +
        `1 problem in 1 file; fix it and run again`,
    );
  });
});

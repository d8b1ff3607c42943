import { call } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';

useScratchFolder();

it('shows where each statement begins', async () => {
  await writeFiles({ 'dump.sql': '-- two\ncreate table a (id int); select 1\n  from a;\n' });

  expect(await call(['statements', 'dump.sql'])).toEqual({
    exitCode: 0,
    stdout: 'dump.sql: 2 statements\n  2:1   create table a (id int)\n  2:26  select 1 …\n',
    stderr: '',
  });
});

it('prints one object for each file', async () => {
  await writeFiles({ 'a.sql': 'select 1;\n\tselect 2', 'b.sql': '-- nothing\n' });

  const { exitCode, stdout } = await call(['statements', '--json', 'a.sql', 'b.sql']);

  expect(exitCode).toBe(0);
  expect(stdout).toBe(
    '{"file":"a.sql","statements":[{"line":1,"column":1,"text":"select 1"},' +
      '{"line":2,"column":2,"text":"select 2"}],"errors":[]}\n' +
      '{"file":"b.sql","statements":[],"errors":[]}\n',
  );
});

it('splits for the engine that is named', async () => {
  await writeFiles({ 'a.sql': 'delimiter //\nselect 1; //\nselect 2 //\n' });

  const { stdout } = await call(['statements', '--engine', 'aurora-mysql', 'a.sql']);

  expect(stdout).toBe('a.sql: 2 statements\n  2:1  select 1\n  3:1  select 2\n');
});

it('fails with the errors of a file, and still shows the next one', async () => {
  await writeFiles({ 'a.sql': "select 'x", 'b.sql': 'select 1' });

  const { exitCode, stdout } = await call(['statements', '--json', 'a.sql', 'b.sql', 'c.sql']);

  expect(exitCode).toBe(1);
  expect(
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    {
      file: 'a.sql',
      statements: [],
      errors: [{ line: 1, column: 8, message: "unterminated quoted string; close it with '" }],
    },
    { file: 'b.sql', statements: [{ line: 1, column: 1, text: 'select 1' }], errors: [] },
    {
      file: 'c.sql',
      statements: [],
      errors: [{ line: 1, column: 1, message: 'does not exist; create it, or give another path' }],
    },
  ]);
});

it('fails with the place of an error', async () => {
  await writeFiles({ 'a.sql': "select 'x" });

  expect(await call(['statements', 'a.sql'])).toEqual({
    exitCode: 1,
    stdout: "a.sql: 0 statements\na.sql:1:8 unterminated quoted string; close it with '\n",
    stderr: '',
  });
});

it('shows control characters, and sends none to the terminal', async () => {
  await writeFiles({ 'a\u001B.sql': "select\t'\u001B[2J';\n" });

  expect((await call(['statements', 'a\u001B.sql'])).stdout).toBe(
    "a\\u001b.sql: 1 statement\n  1:1  select '\\u001b[2J'\n",
  );
});

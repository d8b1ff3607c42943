import { call } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';

useScratchFolder();

const good = { 'schema/V1__a.sql': 'create table a (id int);\ncreate table b (id int);\n' };
const bad = {
  'schema/V1__a.sql': 'create table a (id int);\n\ncreat table b (id int);\n',
  'schema/V1.0__b.sql': 'begin;\n',
};

it('says that all is well', async () => {
  await writeFiles(good);

  expect(await call(['check'])).toEqual({
    exitCode: 0,
    stdout: 'schema: 1 script, 2 statements, no problem.\n',
    stderr: '',
  });
});

it('says so as JSON', async () => {
  await writeFiles(good);

  const { exitCode, stdout } = await call(['check', '--schema', './schema/', '--json']);

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    engine: 'aurora-postgresql',
    schema: 'schema',
    scripts: [
      {
        file: 'V1__a.sql',
        version: '1',
        description: 'a',
        checksum: '06329d5b783d0ef936ae5e0ed4d122f0f52500ed5f21acbd397119f0571afeb3',
        statements: 2,
      },
    ],
    problems: [],
  });
});

it('fails with every problem of every file', async () => {
  await writeFiles(bad);

  expect(await call(['check'])).toEqual({
    exitCode: 1,
    stdout:
      'schema/V1.0__b.sql:1:1 BEGIN cannot be used in a script, which runs in a transaction of its own; remove it\n' +
      'schema/V1__a.sql has version 1, as V1.0__b.sql has; give it another version\n' +
      'schema/V1__a.sql:3:1 syntax error at or near "creat"\n' +
      '3 problems in 2 files; fix them and run again\n',
    stderr: '',
  });
});

it('fails with the problems as JSON', async () => {
  await writeFiles(bad);

  const { exitCode, stdout } = await call(['check', '--json']);

  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    engine: 'aurora-postgresql',
    schema: 'schema',
    scripts: [],
    problems: [
      {
        file: 'schema/V1.0__b.sql',
        line: 1,
        column: 1,
        message:
          'BEGIN cannot be used in a script, which runs in a transaction of its own; remove it',
      },
      {
        file: 'schema/V1__a.sql',
        message: 'has version 1, as V1.0__b.sql has; give it another version',
      },
      {
        file: 'schema/V1__a.sql',
        line: 3,
        column: 1,
        message: 'syntax error at or near "creat"',
      },
    ],
  });
});

it('checks for the engine that is named', async () => {
  await writeFiles({ 'schema/V1__a.sql': '# a comment in MySQL\ncreate table a (id int);\n' });

  expect((await call(['check', '--engine', 'aurora-mysql'])).exitCode).toBe(0);
});

it('fails without a folder', async () => {
  expect(await call(['check', '--schema', 'nowhere'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'nowhere does not exist; create it, or give another path\n',
  });
});

it('shows control characters in names and contents, and sends none to the terminal', async () => {
  await writeFiles({
    'schema/V1__\u001B[2J.sql': 'select 1;\n',
    'schema/V2__b.sql': 'select 1 a "\u001B[2J\u009B";\n',
  });

  expect((await call(['check'])).stdout).toBe(
    'schema/V1__\\u001b[2J.sql has a control character in its name; rename it\n' +
      'schema/V2__b.sql:1:12 syntax error at or near ""\\u001b[2J\\u009b""\n' +
      '2 problems in 2 files; fix them and run again\n',
  );
});

import { call } from './call';

it('prints the version', async () => {
  expect(await call(['--version'])).toEqual({ exitCode: 0, stdout: '0.1.0\n', stderr: '' });
});

it('prints help with every command', async () => {
  expect(await call(['--help'])).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: `Usage: aurora-migrate [options] [command]

SQL scripts for serverless Aurora, applied exactly once, over the RDS Data API.

Options:
  -V, --version                    Print the version.
  -h, --help                       Print this help.

Commands:
  migrate [options]                Apply what is pending.
  plan [options]                   Say what "migrate" would apply, and what is wrong. Changes
                                   nothing.
  status [options]                 Show the history against the folder, script by script. Changes
                                   nothing.
  repair [options] <version>       Change one row of the history by one of five repairs, and leave a
                                   trace of it.
  check [options]                  Say everything that is wrong in the scripts. Needs no database.
  statements [options] <files...>  Show how files are split into statements.
  data-api [options]               Serve a local Data API, on this machine only, until interrupted.
                                   Without --local and --url, over an embedded PostgreSQL in memory.
  doctor [options]                 Ask a database and its Data API whether migrations can run.
                                   Leaves nothing behind.

Examples:
  aurora-migrate migrate --local
  aurora-migrate status --url postgres://me:secret@localhost/shop

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
AURORA_MIGRATE_DEBUG=1 adds the place in the code to an error.
`,
  });
});

it.each(['migrate', 'plan', 'status', 'repair', 'check', 'statements', 'data-api', 'doctor'])(
  'prints help of %s, with an example, --json and the exit codes',
  async (command) => {
    const { exitCode, stdout, stderr } = await call([command, '--help']);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`Usage: aurora-migrate ${command} [options]`);
    expect(stdout).toContain('  --json ');
    expect(stdout).toContain(`Examples:\n  aurora-migrate ${command}`);
    expect(stdout).toMatch(/\n(With --json .*\n)?Exit codes: 0 /);
  },
);

it('refuses to run without a command, and prints the help', async () => {
  const { exitCode, stdout, stderr } = await call([]);

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('Usage: aurora-migrate [options] [command]');
});

it.each([
  [
    ['migrat'],
    'Wrong usage: unknown command \'migrat\' (Did you mean migrate?)\nSee "aurora-migrate --help".\n',
  ],
  [
    ['plan', '--locl'],
    'Wrong usage: unknown option \'--locl\' (Did you mean --local?)\nSee "aurora-migrate plan --help".\n',
  ],
  [
    ['plan', '--url'],
    'Wrong usage: option \'--url <url>\' argument missing.\nSee "aurora-migrate plan --help".\n',
  ],
  [
    ['plan', '--url=postgres://me:secret@localhost'],
    'Wrong usage: --url names no database: put it at the end, as in postgres://host/shop.\n' +
      'See "aurora-migrate plan --help".\n',
  ],
  [
    ['plan', '--ulr=postgres://me:secret@localhost/shop'],
    "Wrong usage: unknown option '--ulr=postgres://me:***@localhost/shop'.\n" +
      'See "aurora-migrate plan --help".\n',
  ],
  [
    ['plan', '--url', 'localhost/shop'],
    'Wrong usage: --url is not a URL: give postgres://host:port/database, with user:password@ ' +
      'before the host.\nSee "aurora-migrate plan --help".\n',
  ],
  [
    ['check', '--engine', 'oracle'],
    "Wrong usage: option '--engine <engine>' argument 'oracle' is invalid. " +
      'Allowed choices are aurora-postgresql, aurora-mysql.\nSee "aurora-migrate check --help".\n',
  ],
  [
    ['check', '--schema', ''],
    "Wrong usage: option '--schema <dir>' argument '' is invalid. It must name a folder.\n" +
      'See "aurora-migrate check --help".\n',
  ],
  [
    ['migrate', '--local', ''],
    "Wrong usage: option '--local [dir]' argument '' is invalid. It must name a folder.\n" +
      'See "aurora-migrate migrate --help".\n',
  ],
  [
    ['repair', '7', '--local'],
    'Wrong usage: no repair is named: give one of --remove-failed, --statement-applied, ' +
      '--statement-not-applied, --accept-checksum, --forget.\nSee "aurora-migrate repair --help".\n',
  ],
  [
    ['repair', '7', '--forget', '--remove-failed', '--local'],
    'Wrong usage: one repair does one thing: give one of --remove-failed, --statement-applied, ' +
      '--statement-not-applied, --accept-checksum, --forget.\nSee "aurora-migrate repair --help".\n',
  ],
  [
    ['repair', '7', '--forget', '--undone', '--local'],
    'Wrong usage: --undone belongs to --remove-failed, not to --forget: leave it out.\n' +
      'See "aurora-migrate repair --help".\n',
  ],
  [
    ['repair', 'seven', '--forget', '--local'],
    'Wrong usage: "seven" is not a version; write numbers joined with dots or underscores, ' +
      'such as 7 or 1.10.\nSee "aurora-migrate repair --help".\n',
  ],
  [
    ['repair', '7', '--forget', '--local'],
    'Wrong usage: --by is not given, and the system names no user: the trace needs a name, of at ' +
      'most 255 characters, and no control character.\nSee "aurora-migrate repair --help".\n',
  ],
  [
    ['repair', '7', '--forget', '--by', '', '--local'],
    'Wrong usage: --by is "": the trace needs a name, of at most 255 characters, and no control ' +
      'character.\nSee "aurora-migrate repair --help".\n',
  ],
  [
    ['repair', '7', '--forget', '--by', ' ', '--local'],
    'Wrong usage: --by is " ": the trace needs a name, of at most 255 characters, and no control ' +
      'character.\nSee "aurora-migrate repair --help".\n',
  ],
  [
    ['repair', '7', '--forget', '--by', 'a\nb', '--local'],
    'Wrong usage: --by is "a\\u000ab": the trace needs a name, of at most 255 characters, and no ' +
      'control character.\nSee "aurora-migrate repair --help".\n',
  ],
  [
    ['statements'],
    'Wrong usage: missing required argument \'files\'.\nSee "aurora-migrate statements --help".\n',
  ],
  [
    ['check', 'schema'],
    "Wrong usage: too many arguments for 'check'. Expected 0 arguments but got 1.\n" +
      'See "aurora-migrate check --help".\n',
  ],
  [
    ['data-api', '--port', '-1'],
    "Wrong usage: option '--port <port>' argument '-1' is invalid. " +
      'It must be a whole number from 0 to 65535.\nSee "aurora-migrate data-api --help".\n',
  ],
  [
    ['data-api', '--local', '--url', 'mysql://localhost/shop'],
    'Wrong usage: --local and --url exclude each other: give one.\n' +
      'See "aurora-migrate data-api --help".\n',
  ],
])('refuses %j', async (commandLine, stderr) => {
  expect(await call(commandLine)).toEqual({ exitCode: 2, stdout: '', stderr });
});

it('refuses wrong usage as JSON as well when it is asked for', async () => {
  expect(await call(['migrate', '--json', '--local', '--url', 'mysql://localhost/shop'])).toEqual({
    exitCode: 2,
    stdout:
      '{"error":{"name":"UsageError","message":"--local and --url exclude each other: give one."}}\n',
    stderr:
      'Wrong usage: --local and --url exclude each other: give one.\n' +
      'See "aurora-migrate migrate --help".\n',
  });
});

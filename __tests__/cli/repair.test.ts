import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { createPostgresDatabase } from '../support/servers/databases';
import { call, masked, type CallOptions } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';
import { customers } from './scripts';

useScratchFolder();

const shownOfIndex = `schema → <database>

  V2__index.sql:1: statement 1 of 1, which was in flight when the run of <time> ended, counts as applied, and with it the whole script.
  The next run goes on behind V2.

  COLUMN  BEFORE  AFTER
  state  running  applied
  statements_applied  0  1
  statement_in_flight  1  –
  finished_at  –  now
`;
const anna = { variables: { USER: 'anna' } };

let url: string;
beforeEach(async () => {
  url = await createPostgresDatabase();
  await writeFiles({
    'schema/V1__customers.sql': customers,
    'schema/V2__index.sql': 'create index concurrently on customers (id);\n',
  });
  await call(['migrate', '--url', url]);
});

describe('a statement whose outcome is unknown', () => {
  beforeEach(async () => {
    await query(`update aurora_migrate.history set state = 'running', statements_applied = 0,
      statement_in_flight = 1, finished_at = null where version = '2'`);
  });

  it('is refused by migrate and status with the two commands that settle it', async () => {
    const { exitCode, stderr } = await call(['migrate', '--url', url]);
    const status = await call(['status', '--url', url]);

    const problem =
      'V2__index.sql:1: the run of <time> ended while statement 1 of 1 was in flight; ' +
      'neither the history nor the catalog can tell whether it was applied: look in the database, ' +
      'and answer with "aurora-migrate repair 2 --statement-applied" or ' +
      '"aurora-migrate repair 2 --statement-not-applied" ' +
      '(docs/history.md, "A statement whose outcome is unknown").';
    expect({ exitCode, stderr: masked(stderr) }).toEqual({
      exitCode: 1,
      stderr: `\n  ${problem}\n  Nothing else was applied.\n`,
    });
    expect(masked(status.stdout)).toContain(`\n\n  ${problem}\n\n`);
  });

  it('is shown, and not settled, where nobody can be asked', async () => {
    const { exitCode, stdout, stderr } = await repair(['2', '--statement-applied']);

    expect({ exitCode, stdout: withoutToken(masked(stdout)), stderr }).toEqual({
      exitCode: 3,
      stdout: `${shownOfIndex}
  Nothing was changed. --yes does it; --confirm <token> does it only if it is still what is shown here.
`,
      stderr: '',
    });
    expect(await stateOf('2')).toBe('running');
    expect(await traces()).toEqual([]);
  });

  it('is settled when the user says yes', async () => {
    const { exitCode, stdout, stderr } = await repair(['V2', '--statement-applied'], {
      isTerminal: true,
      answer: 'y',
      variables: { USER: 'anna', NO_COLOR: '1' },
    });

    expect({ exitCode, stdout: masked(stdout) }).toEqual({
      exitCode: 0,
      stdout: `${shownOfIndex}
  Done. The database keeps a trace of it: repair 1, by anna, run run-1.
`,
    });
    expect(stderr).toBe('\n  Do it? [y/N] ');
    expect(await stateOf('2')).toBe('applied');
    expect(await traces()).toEqual([
      { id: '1', version: '2', action: 'statement-applied', repaired_by: 'anna', run_id: 'run-1' },
    ]);
    expect((await call(['migrate', '--url', url])).stdout).toContain('Nothing is pending');
  });

  it.each(['n', '', 'yes please'])('is not settled when the user says "%s"', async (answer) => {
    const { exitCode } = await repair(['2', '--statement-applied'], {
      isTerminal: true,
      answer,
      ...anna,
    });

    expect(exitCode).toBe(3);
    expect(await stateOf('2')).toBe('running');
  });

  it('is settled without a question for --yes, by whom it names', async () => {
    const { exitCode, stdout } = await repair([
      '2',
      '--statement-not-applied',
      '--yes',
      '--by',
      'ci of shop',
    ]);

    expect(exitCode).toBe(0);
    expect(masked(stdout)).toBe(`schema → <database>

  V2__index.sql:1: statement 1 of 1, which was in flight when the run of <time> ended, counts as not applied.
  The next run goes on with statement 1, the same one: what it has left half-way, such as an invalid index, must be gone by then.

  COLUMN  BEFORE  AFTER
  state  running  failed
  statement_in_flight  1  –
  finished_at  –  now

  Done. The database keeps a trace of it: repair 1, by ci of shop, run run-1.
`);
    expect((await call(['status', '--url', url])).stdout).toContain(
      'V2__index.sql stopped before statement 1 of 1. Run again: it goes on there.',
    );
    await query('drop index customers_id_idx');
    expect((await call(['migrate', '--url', url])).stdout).toContain('Applied V2');
  });

  it('is told as JSON, which is confirmed by its token', async () => {
    const shown = await repair(['2', '--statement-applied', '--json']);
    const document = JSON.parse(shown.stdout) as { readonly token: string };
    const done = await repair(['2', '--statement-applied', '--json', '--confirm', document.token]);

    const before = {
      version: '2',
      installed_rank: 2,
      description: 'index',
      file: 'V2__index.sql',
      checksum: '9e9d7b6de7c12506df1ba8d80456dc84a83495a5088f41c48a038bb4016e7679',
      state: 'running',
      statements_total: 1,
      statements_applied: 0,
      applied_hash: '',
      statement_in_flight: 1,
      started_at: expect.any(String),
      finished_at: null,
      database_user: 'postgres',
      run_id: 'run-1',
      tool_version: '0.1.0',
    };
    const shownDocument = {
      repaired: false,
      version: '2',
      action: 'statement-applied',
      what: expect.stringMatching(/^V2__index\.sql:1: statement 1 of 1, .* whole script\.$/),
      next: 'The next run goes on behind V2.',
      token: expect.stringMatching(/^[0-9a-f]{16}$/),
      before,
      after: {
        ...before,
        state: 'applied',
        statements_applied: 1,
        statement_in_flight: null,
        finished_at: 'now',
      },
    };
    expect([shown.exitCode, shown.stderr]).toEqual([3, '']);
    expect(document).toEqual(shownDocument);
    expect(done.exitCode).toBe(0);
    expect(JSON.parse(done.stdout)).toEqual({
      ...shownDocument,
      repaired: true,
      repair: {
        id: 1,
        repairedAt: expect.any(String),
        by: 'anna',
        databaseUser: 'postgres',
        runId: 'run-1',
        toolVersion: '0.1.0',
      },
    });
  });

  it('is not settled by the token of something else', async () => {
    const shown = await repair(['2', '--statement-not-applied', '--json']);
    const { token } = JSON.parse(shown.stdout) as { readonly token: string };

    const { exitCode, stderr } = await repair(['2', '--statement-applied', '--confirm', token]);

    expect({ exitCode, stderr: withoutToken(stderr) }).toEqual({
      exitCode: 1,
      stderr:
        'The token "<token>" is not the one of this repair: another one was shown with it, or V2 ' +
        'has changed since. Nothing was changed: look again, and confirm what you see.\n',
    });
    expect(await stateOf('2')).toBe('running');
  });
});

it('shows all of a row that it removes', async () => {
  await rm('schema/V2__index.sql');

  const { exitCode, stdout } = await repair(['2', '--forget', '--yes']);

  expect(exitCode).toBe(0);
  expect(masked(stdout)).toBe(`schema → <database>

  V2__index.sql, with 1 of 1 statements applied, is missing from the folder: its row is removed, and what it did stays in the database.
  No run will miss V2 any more.

  COLUMN  BEFORE
  version  2
  installed_rank  2
  description  index
  file  V2__index.sql
  checksum  9e9d7b6de7c12506df1ba8d80456dc84a83495a5088f41c48a038bb4016e7679
  state  applied
  statements_total  1
  statements_applied  1
  applied_hash  –
  started_at  <time>
  finished_at  <time>
  database_user  postgres
  run_id  run-1
  tool_version  0.1.0

  Done. The database keeps a trace of it: repair 1, by anna, run run-1.
`);
});

it('says what is possible when a repair is not', async () => {
  await writeFiles({ 'schema/V1__customers.sql': 'select 1;\n' });

  expect(await repair(['1', '--forget', '--yes'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'V1__customers.sql is changed, and --forget is for a script that is missing from the folder. ' +
      'Possible for it now: "aurora-migrate repair 1 --accept-checksum". Nothing was changed.\n',
  });
});

it('says that there is no such script', async () => {
  expect(await repair(['9', '--forget', '--yes'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'V9 is neither in the folder nor in the schema history: give the version of a script. ' +
      'Nothing was changed.\n',
  });
});

it('makes no database to repair', async () => {
  expect(await call(['repair', '1', '--forget', '--yes', '--local'], anna)).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'The database has no schema history, so there is nothing to repair. Nothing was changed.\n',
  });
  await expect(rm('.aurora-migrate', { recursive: true })).rejects.toThrow('ENOENT');
}, 60_000);

function repair(words: readonly string[], options: CallOptions = anna) {
  return call(['repair', ...words, '--url', url], options);
}

function withoutToken(text: string): string {
  return text.replace(/\b[0-9a-f]{16}\b/, '<token>');
}

async function stateOf(version: string): Promise<unknown> {
  const rows = await query(`select state from aurora_migrate.history where version = '${version}'`);
  return rows[0]?.state;
}

function traces() {
  return query('select id, version, action, repaired_by, run_id from aurora_migrate.repairs');
}

async function query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

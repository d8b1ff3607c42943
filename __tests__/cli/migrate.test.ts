import { createPostgresDatabase } from '../support/servers/databases';
import { call, masked } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';
import { brokenOrders, customers, orders } from './scripts';

useScratchFolder();

const good = {
  'schema/V1__create_customers.sql': customers,
  'schema/V2__create_orders.sql': orders,
};
const broken = { ...good, 'schema/V2__create_orders.sql': brokenOrders };

let url: string;
beforeEach(async () => {
  url = await createPostgresDatabase();
});

it('applies what is pending and says how it went', async () => {
  await writeFiles(good);

  const { exitCode, stdout, stderr } = await call(['migrate', '--url', url]);

  expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
    exitCode: 0,
    stdout: `schema → <database>

  2 pending
    V1  create customers  2 statements  <ms>  ✓
    V2  create orders  2 statements  <ms>  ✓

  Applied V1 and V2; the schema is at V2.
`,
    stderr: '',
  });
});

it('says that nothing is pending the second time', async () => {
  await writeFiles(good);
  await call(['migrate', '--url', url]);

  const { exitCode, stdout, stderr } = await call(['migrate', '--url', url]);

  expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
    exitCode: 0,
    stdout: 'schema → <database>\n\n  Nothing is pending; the schema is at V2.\n',
    stderr: '',
  });
});

it('says what it applied as JSON', async () => {
  await writeFiles(good);

  const { stdout } = await call(['migrate', '--json', '--url', url]);

  const script = {
    statements: 2,
    statementsApplied: 2,
    startedAt: expect.any(String),
    finishedAt: expect.any(String),
    durationMs: expect.any(Number),
    databaseUser: 'postgres',
    runId: 'run-1',
    toolVersion: '0.1.0',
    byAnotherRun: false,
  };
  expect(JSON.parse(stdout)).toEqual({
    message: 'Applied V1 and V2; the schema is at V2.',
    schemaVersion: '2',
    applied: [
      {
        ...script,
        file: 'V1__create_customers.sql',
        version: '1',
        description: 'create customers',
        checksum: '25a3a036f58e4bf6690a2087363611d924ff6685c8990cc20a8e5300ffb7e81e',
      },
      {
        ...script,
        file: 'V2__create_orders.sql',
        version: '2',
        description: 'create orders',
        checksum: '5e9a4360057e1087722c6a5a683d0f342624c9305b0ceaf83fc27f82e3d18dd9',
      },
    ],
  });
});

it('colours a terminal', async () => {
  await writeFiles(good);

  const { stdout } = await call(['migrate', '--url', url], { isTerminal: true });

  expect(stdout).toContain('\u001B[1mV1\u001B[22m  create customers');
  expect(stdout).toContain('\u001B[32m✓\u001B[39m');
});

it('never colours JSON', async () => {
  await writeFiles(broken);

  const { stdout } = await call(['migrate', '--json', '--url', url], {
    isTerminal: true,
    variables: { FORCE_COLOR: '1' },
  });

  expect(stdout).not.toContain('\u001B');
});

it('fails with the place in the script, what stays and what to do', async () => {
  await writeFiles(broken);

  const { exitCode, stdout, stderr } = await call(['migrate', '--url', url]);

  expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
    exitCode: 1,
    stdout: `schema → <database>

  2 pending
    V1  create customers  2 statements  <ms>  ✓
    V2  create orders  ✗ failed at statement 2 of 2
`,
    stderr: `
  schema/V2__create_orders.sql:4:6
      3 | create index orders_by_id
    > 4 |   on purchases (id);
        |      ^
  relation "purchases" does not exist (42P01)

  Nothing of V2 was applied; V1 stays. Fix the script and run again.
`,
  });
});

it('fails as JSON, with what was applied before', async () => {
  await writeFiles(broken);

  const { exitCode, stdout, stderr } = await call(['migrate', '--json', '--url', url]);

  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    error: {
      name: 'ScriptFailedError',
      message: `V2 create orders failed at statement 2 of 2.

schema/V2__create_orders.sql:4:6
    3 | create index orders_by_id
  > 4 |   on purchases (id);
      |      ^
relation "purchases" does not exist (42P01)

Nothing of V2 was applied; V1 stays. Fix the script and run again.`,
      file: 'V2__create_orders.sql',
      version: '2',
      statement: 2,
      line: 4,
      column: 6,
      sqlState: '42P01',
      statementsApplied: 0,
    },
    applied: [expect.objectContaining({ file: 'V1__create_customers.sql', version: '1' })],
  });
});

it('applies a script that has been mended', async () => {
  await writeFiles(broken);
  await call(['migrate', '--url', url]);
  await writeFiles(good);

  const { exitCode, stdout } = await call(['migrate', '--url', url]);

  expect(exitCode).toBe(0);
  expect(masked(stdout)).toBe(`schema → <database>

  1 pending
    V2  create orders  2 statements  <ms>  ✓

  Applied V2; the schema is at V2.
`);
});

it('refuses a script that was edited after it was applied', async () => {
  await writeFiles(good);
  await call(['migrate', '--url', url]);
  await writeFiles({ 'schema/V1__create_customers.sql': 'create table customers (id bigint);\n' });

  const { exitCode, stdout, stderr } = await call(['migrate', '--url', url]);

  expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
    exitCode: 1,
    stdout: 'schema → <database>\n',
    stderr: `
  V1__create_customers.sql changed after it was applied (was 25a3a036, is b9d0d48f): restore it and put the change into a new script, or accept it if the database needs nothing of it: "aurora-migrate repair 1 --accept-checksum".
  Nothing was applied.
`,
  });
});

it('refuses a script out of order, and applies it when that is allowed', async () => {
  await writeFiles({ 'schema/V2__create_orders.sql': orders });
  await call(['migrate', '--url', url]);
  await writeFiles(good);

  const refused = await call(['migrate', '--url', url]);
  const allowed = await call(['migrate', '--url', url, '--out-of-order']);

  expect(refused).toEqual({
    exitCode: 1,
    stdout: expect.any(String),
    stderr: `
  V1__create_customers.sql is out of order, since V2 is applied: give it a version above 2, or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.
  Nothing was applied.
`,
  });
  expect(allowed).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining('Applied V1; the schema is at V2.'),
    stderr: '',
  });
});

it('refuses scripts with problems before it opens the database', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'creat table a (id int);\n' });

  expect(await call(['migrate', '--url', 'postgres://127.0.0.1:1/shop'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      'schema/V1__a.sql:1:1 syntax error at or near "creat"\n' +
      '1 problem in 1 file; fix it and run again\n',
  });
});

it('fails without the folder of the scripts', async () => {
  expect(await call(['migrate', '--url', url, '--schema', 'nowhere'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'nowhere does not exist; create it, or give another path\n',
  });
});

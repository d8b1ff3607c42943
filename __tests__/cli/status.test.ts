import { rm } from 'node:fs/promises';
import { createPostgresDatabase } from '../support/servers/databases';
import { call, masked } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';
import { brokenOrders, customers, orders } from './scripts';

useScratchFolder();

const good = {
  'schema/V1__create_customers.sql': customers,
  'schema/V2__create_orders.sql': orders,
};

let url: string;
beforeEach(async () => {
  url = await createPostgresDatabase();
});

it('shows when, how long and by whom each script was applied, and what is pending', async () => {
  await writeFiles(good);
  await call(['migrate', '--url', url]);
  await writeFiles({ 'schema/V10__more.sql': 'select 1;\n' });

  const { exitCode, stdout, stderr } = await call(['status', '--url', url]);

  expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
    exitCode: 0,
    stdout: `schema → <database>

  VERSION  DESCRIPTION  STATE  STATEMENTS  WHEN (UTC)  TIME  BY
  V1  create customers  applied  2/2  <when>  <ms>  postgres
  V2  create orders  applied  2/2  <when>  <ms>  postgres
  V10  more  pending  0/1

  The schema is at V2; 1 pending.
`,
    stderr: '',
  });
});

it('shows an empty schema', async () => {
  await writeFiles({ 'schema/README.md': '' });

  const { exitCode, stdout } = await call(['status', '--url', url]);

  expect(exitCode).toBe(0);
  expect(masked(stdout)).toBe(
    'schema → <database>\n\n  The schema is empty; nothing is pending.\n',
  );
});

it('fails with what is wrong with each script and what to do', async () => {
  await writeFiles({
    ...good,
    'schema/V3__c.sql': 'select 3;\n',
    'schema/V5__e.sql': 'select 5;\n',
    'schema/V6__f.sql': brokenOrders.replace('orders (id int', 'others (id int'),
  });
  await call(['migrate', '--url', url]);
  await writeFiles({
    'schema/V2__create_orders.sql': 'select 2;\n',
    'schema/V4__d.sql': 'select 4;\n',
  });
  await rm('schema/V3__c.sql');

  const { exitCode, stdout, stderr } = await call(['status', '--url', url]);

  expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
    exitCode: 1,
    stdout: `schema → <database>

  VERSION  DESCRIPTION  STATE  STATEMENTS  WHEN (UTC)  TIME  BY
  V1  create customers  applied  2/2  <when>  <ms>  postgres
  V2  create orders  changed  2/2  <when>  <ms>  postgres
  V3  c  missing  1/1  <when>  <ms>  postgres
  V4  d  out of order  0/1
  V5  e  applied  1/1  <when>  <ms>  postgres
  V6  f  failed  0/2  <when>  <ms>  postgres

  V2__create_orders.sql changed after it was applied (was 5e9a4360, is ac4396cd): restore it and put the change into a new script, or accept it if the database needs nothing of it: "aurora-migrate repair 2 --accept-checksum".

  V3__c.sql is applied and missing from the folder: restore it, or forget it: "aurora-migrate repair 3 --forget".

  V4__d.sql is out of order, since V5 is applied: give it a version above 5, or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.

  V6__f.sql:3 failed at statement 2 of 2: relation "purchases" does not exist (42P01). Nothing of it was applied: fix the script and run again.

  The schema is at V5; 1 changed, 1 missing, 1 out of order, 1 failed.
`,
    stderr: '',
  });
});

it('fails as JSON, with the same explanation', async () => {
  await writeFiles({ 'schema/V1__create_orders.sql': brokenOrders });
  await call(['migrate', '--url', url]);

  const { exitCode, stdout, stderr } = await call(['status', '--url', url, '--json']);

  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    engine: 'aurora-postgresql',
    scripts: [
      {
        state: 'failed',
        file: 'V1__create_orders.sql',
        version: '1',
        description: 'create orders',
        checksum: '93703fed145e16a8542f93b90c964d1f9407ddc7b94d70b43e0014141288ddcb',
        statements: 2,
        statementsApplied: 0,
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        durationMs: expect.any(Number),
        databaseUser: 'postgres',
        runId: 'run-1',
        toolVersion: '0.1.0',
        failure: {
          statement: 2,
          message: 'relation "purchases" does not exist',
          sqlState: '42P01',
        },
        explanation:
          'V1__create_orders.sql:3 failed at statement 2 of 2: relation "purchases" does not ' +
          'exist (42P01). Nothing of it was applied: fix the script and run again.',
        needsAttention: true,
      },
    ],
  });
});

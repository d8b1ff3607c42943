import { createPostgresDatabase } from '../support/servers/databases';
import { call, masked } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';
import { customers, orders } from './scripts';

useScratchFolder();

const good = {
  'schema/V1__create_customers.sql': customers,
  'schema/V2__create_orders.sql': orders,
};

let url: string;
beforeEach(async () => {
  url = await createPostgresDatabase();
});

it('says what would be applied, and leaves the database as it is', async () => {
  await writeFiles(good);

  const first = await call(['plan', '--url', url]);
  const second = await call(['plan', '--url', url]);

  expect({ ...first, stdout: masked(first.stdout) }).toEqual({
    exitCode: 0,
    stdout: `schema → <database>

  2 pending
    V1  create customers  2 statements
    V2  create orders  2 statements

  The schema is empty.
`,
    stderr: '',
  });
  expect(second).toEqual(first);
});

it('says that nothing is pending', async () => {
  await writeFiles(good);
  await call(['migrate', '--url', url]);

  const { exitCode, stdout } = await call(['plan', '--url', url]);

  expect(exitCode).toBe(0);
  expect(masked(stdout)).toBe(
    'schema → <database>\n\n  The schema is at V2; nothing is pending.\n',
  );
});

it('says what would be applied as JSON', async () => {
  await writeFiles({ 'schema/V1__create_customers.sql': customers });
  await call(['migrate', '--url', url]);
  await writeFiles(good);

  const { exitCode, stdout } = await call(['plan', '--url', url, '--json']);

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    engine: 'aurora-postgresql',
    schemaVersion: '1',
    pending: [
      {
        file: 'V2__create_orders.sql',
        version: '2',
        description: 'create orders',
        checksum: '5e9a4360057e1087722c6a5a683d0f342624c9305b0ceaf83fc27f82e3d18dd9',
        statements: 2,
        statementsApplied: 0,
      },
    ],
    running: [],
  });
});

it('fails with everything that is wrong', async () => {
  await writeFiles({ ...good, 'schema/V3__c.sql': 'select 1;\n' });
  await call(['migrate', '--url', url]);
  await writeFiles({
    'elsewhere/V1__create_customers.sql': 'select 2;\n',
    'elsewhere/V2__create_orders.sql': orders,
  });

  expect(await call(['plan', '--url', url, '--schema', 'elsewhere'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `V1__create_customers.sql changed after it was applied (was 25a3a036, is ac4396cd): restore it and put the change into a new script, or accept it if the database needs nothing of it: "aurora-migrate repair 1 --accept-checksum".
V3__c.sql is applied and missing from the folder: restore it, or forget it: "aurora-migrate repair 3 --forget".
Nothing was applied.
`,
  });
});

it('fails as JSON', async () => {
  await writeFiles({ 'schema/V2__create_orders.sql': orders });
  await call(['migrate', '--url', url]);
  await writeFiles(good);

  const { exitCode, stdout, stderr } = await call(['plan', '--url', url, '--json']);

  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    error: {
      name: 'PlanRefusedError',
      message:
        'V1__create_customers.sql is out of order, since V2 is applied: give it a version above 2, ' +
        'or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.\nNothing was applied.',
      problems: [
        {
          kind: 'out of order',
          file: 'V1__create_customers.sql',
          version: '1',
          message:
            'V1__create_customers.sql is out of order, since V2 is applied: give it a version ' +
            'above 2, or allow it: --out-of-order, or OUT_OF_ORDER=on for the stack.',
        },
      ],
    },
  });
});

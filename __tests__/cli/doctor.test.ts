import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPostgresBackend } from '../../local/backends/postgres';
import { type LocalDataApi, startLocalDataApi } from '../../local/server';
import { withClient } from '../integration/postgresql/connect';
import { createPostgresDatabase } from '../support/servers/databases';
import { call, masked } from './call';
import { useScratchFolder } from './scratch-folder';

useScratchFolder();

const table = `
     QUESTION  ANSWER  FOR MIGRATIONS
  ✓  Data API  on  calls reach the database
  !  Engine and version  PostgreSQL 17.10, no Aurora  a stand-in: AWS may answer differently
  –  Time to resume  it was not paused  ask again while the cluster is paused
  ✓  Rights of the user  postgres has all  of what the history needs
  ✓  Settings of the server  nothing unusual  none is in the way
  ✓  Longest statement  65,536 characters  scripts may be longer: they travel as a value
  ✓  Largest request  4 MiB  a call takes many scripts
  ✓  Largest answer  1 MiB, a row 64 KB  the history is read in pages of 700 kB
  –  Time that a call has  not asked  --slow asks it, and takes minutes
  –  continueAfterTimeout  not asked  --slow asks it, and takes minutes
  ✓  Two statements in a call  refused  none are sent: files are split before
  ✓  Values of parameters  left as they are  scripts arrive as written
  ✓  :name in '…'  left alone  no trap
  ✓  :name in "…"  left alone  no trap
  ✓  :name in comments  left alone  no trap
  ✓  :name in $$ … $$  rewritten  avoided: scripts travel as a value
  ✓  :name in a[1:2]  breaks the statement  avoided: scripts travel as a value
  ✓  :name after '…\\'  rewritten  avoided: scripts travel as a value
  ✓  x::int in $$  left alone  no trap
  ✓  x :=1 in $$  left alone  no trap
  ✓  Types that are not returned  those that are known  the history is cast to text
  ✓  Wording of errors  ERROR: …; Position: 22; SQLState: 42P01  understood
  ✓  A transaction has one session  yes; 5 calls outside had 5  scripts may need one session
  ✓  Own statements are visible  yes  work that outlasts a call is followed
  ✓  CREATE PROCEDURE  allowed  the runner can be installed
  ✓  CALL  works, with a value  the runner can be called
  ✓  COMMIT in a procedure  works  a call takes many scripts
  ✓  INDEX CONCURRENTLY, VACUUM  work  scripts may have them
  ✓  A whole run  works  migrations run

  Migrations run, with 1 thing to know.
`;

describe('aurora-migrate doctor', () => {
  it('prints a table and a verdict', async () => {
    const url = await createPostgresDatabase();

    const { exitCode, stdout, stderr } = await call(['doctor', '--url', url]);

    expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
      exitCode: 0,
      stdout: `<database>\n${table}`,
      stderr: '',
    });
  });

  it('prints the evidence of each answer as JSON', async () => {
    const url = await createPostgresDatabase();

    const { exitCode, stdout, stderr } = await call(['doctor', '--json', '--url', url]);
    const { answers, ...rest } = JSON.parse(stdout) as { answers: { id: string }[] };

    expect({ exitCode, stderr, rest }).toEqual({
      exitCode: 0,
      stderr: '',
      rest: {
        engine: 'aurora-postgresql',
        canMigrate: true,
        message: 'Migrations run, with 1 thing to know.',
        left: [],
      },
    });
    expect(answers.find(({ id }) => id === 'multistatement')).toEqual({
      id: 'multistatement',
      question: 'Two statements in a call',
      mark: 'fine',
      answer: 'refused',
      meaning: 'none are sent: files are split before',
      calls: [
        {
          sql: 'select 1 as one; select 2 as two',
          elapsedMs: expect.any(Number),
          error: {
            name: 'ValidationException',
            message: "Multistatements aren't supported",
            httpStatus: 400,
          },
        },
      ],
    });
    expect(stdout.length).toBeLessThan(40_000);
  });

  it('says what is to be done below the table, and fails', async () => {
    const url = await createPostgresDatabase();
    const database = new URL(url).pathname.slice(1);
    await withClient(url, (client) =>
      client.query(`alter database ${database} set default_transaction_read_only = on`),
    );

    const { exitCode, stdout } = await call(['doctor', '--url', url]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '\n  ✗ Settings of the server: The database takes no changes: is this the writer, and ' +
        'default_transaction_read_only off?\n',
    );
    expect(stdout).toMatch(/\n {2}Migrations cannot run\. Settings of the server: .*\n$/);
  });

  it('examines the embedded PostgreSQL, and does not make one for it', async () => {
    const { exitCode, stdout } = await call(['doctor', '--local', 'data']);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\n {2}✓ {2}A whole run +works +migrations run\n/);
    expect(existsSync('data')).toBe(false);
  }, 60_000);

  it('has colours on a terminal only', async () => {
    const url = await createPostgresDatabase();

    const { stdout } = await call(['doctor', '--url', url], { isTerminal: true });

    expect(stdout).toContain('\u001B[32m✓\u001B[39m  Data API');
  });

  it('leaves nothing behind when it is interrupted, and says so', async () => {
    const url = await createPostgresDatabase();

    const result = await call(['doctor', '--url', url], { interrupted: Promise.resolve() });

    expect(result).toEqual({
      exitCode: 130,
      stdout: '',
      stderr: 'Interrupted. Nothing is left in the database.\n',
    });
  });
});

describe('aurora-migrate doctor on a cluster', () => {
  const resourceArn = 'arn:aws:rds:us-east-1:123456789012:cluster:local';
  const secretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:local-AbCdEf';
  const variables = ['AWS_ENDPOINT_URL_RDS_DATA', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const before = variables.map((name) => [name, process.env[name]] as const);
  beforeEach(() => {
    process.env.AWS_ACCESS_KEY_ID = 'local';
    process.env.AWS_SECRET_ACCESS_KEY = 'local';
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  const callOn = (endpoint: string, database = 'shop') => {
    process.env.AWS_ENDPOINT_URL_RDS_DATA = endpoint;
    return call([
      'doctor',
      ...['--cluster-arn', resourceArn],
      ...['--secret-arn', secretArn],
      ...['--database', database],
    ]);
  };

  describe('that is paused', () => {
    let api: LocalDataApi;
    beforeEach(async () => {
      const backend = await createPostgresBackend({ url: await createPostgresDatabase() });
      api = await startLocalDataApi({ backend, pause: { resumeMs: 300 } });
    });
    afterEach(() => api.close());

    it('tells how long it took to resume', async () => {
      const { exitCode, stdout, stderr } = await callOn(api.endpoint, api.database);

      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr: 'waiting for the database: it is resuming after being paused\n',
      });
      expect(masked(stdout)).toContain(
        '\n  ✓  Time to resume  <ms>  each call waits for up to <ms>\n',
      );
    });
  });

  describe('that refuses', () => {
    let server: Server;
    let refusal: { name: string; status: number; message: string };
    beforeEach(async () => {
      server = createServer((_, response) => {
        response
          .writeHead(refusal.status, { 'x-amzn-errortype': refusal.name })
          .end(JSON.stringify({ message: refusal.message }));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    afterEach(() => {
      server.close();
    });

    it.each([
      [
        'a switched off Data API',
        { name: 'HttpEndpointNotEnabledException', status: 400, message: 'HttpEndpoint is off' },
        'off',
        'Set enable_http_endpoint = true on the cluster, or call ' +
          `aws rds enable-http-endpoint --resource-arn ${resourceArn}.`,
      ],
      [
        'a role without rights',
        { name: 'AccessDeniedException', status: 403, message: 'not for you' },
        'not allowed',
        'AWS denied the call: not for you; allow rds-data:ExecuteStatement, BeginTransaction, ' +
          `CommitTransaction and RollbackTransaction on ${resourceArn}, and ` +
          `secretsmanager:GetSecretValue on ${secretArn}.`,
      ],
      [
        'a wrong secret',
        { name: 'SecretsErrorException', status: 400, message: 'no such secret' },
        'no answer',
        `The Data API cannot use the secret ${secretArn}: no such secret; it must exist in the ` +
          "cluster's region, be readable with its KMS key, and hold the keys username and password.",
      ],
    ])('says at once what is to be done about %s', async (_, given, answer, detail) => {
      refusal = given;

      const { exitCode, stdout, stderr } = await callOn(
        `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      );

      expect({ exitCode, stdout: masked(stdout), stderr }).toEqual({
        exitCode: 1,
        stdout: `shop at ${resourceArn}

     QUESTION  ANSWER  FOR MIGRATIONS
  ✗  Data API  ${answer}  nothing reaches the database

  ✗ Data API: ${masked(detail)}

  Migrations cannot run. Data API: ${answer}.
`,
        stderr: '',
      });
    });
  });
});

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createPostgresDatabase } from '../support/servers/databases';
import { call, type Called } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';
import { customers } from './scripts';

useScratchFolder();

const arns = {
  resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:local',
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:local-AbCdEf',
};

interface Serving {
  readonly firstOutput: string;
  /** What Ctrl-C does. */
  readonly stop: () => Promise<Called>;
}

async function serve(...options: readonly string[]): Promise<Serving> {
  const pressed = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    pressed.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  let called: Promise<Called> | undefined;
  const firstOutput = await new Promise<string>((resolve, reject) => {
    called = call(['data-api', '--port', '0', ...options], { interrupted, onOutput: resolve });
    called.then(({ stderr }) => {
      reject(new Error(stderr));
    }, reject);
  });
  return {
    firstOutput,
    stop: () => {
      pressed.abort();
      return called!;
    },
  };
}

it('serves a database until it is interrupted, and says where as JSON', async () => {
  const url = await createPostgresDatabase();
  const { firstOutput, stop } = await serve('--json', '--url', url);
  const address = JSON.parse(firstOutput) as { endpoint: string; database: string };
  const response = await fetch(`${address.endpoint}/Execute`, {
    method: 'POST',
    body: JSON.stringify({ ...arns, sql: 'select 1 + 1 as two' }),
  });
  const answer: unknown = await response.json();
  const { exitCode, stdout } = await stop();

  expect(address).toEqual({
    endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    ...arns,
    database: new URL(url).pathname.slice(1),
  });
  expect(answer).toMatchObject({ records: [[{ longValue: 2 }]] });
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: firstOutput });
  await expect(fetch(address.endpoint)).rejects.toThrow('fetch failed');
});

it('says how to use it', async () => {
  const url = await createPostgresDatabase();
  const { firstOutput, stop } = await serve('--url', url);
  await stop();

  const database = new URL(url).pathname.slice(1);
  expect(firstOutput.replace(/127\.0\.0\.1:\d+/g, '<address>')).toBe(
    `The Data API is at http://<address>. Ctrl-C ends it.

  resource ARN  ${arns.resourceArn}
  secret ARN    ${arns.secretArn}
  database      ${database}

Any AWS SDK finds it with

  export AWS_ENDPOINT_URL_RDS_DATA=http://<address>
  export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local

  aws rds-data execute-statement --resource-arn ${arns.resourceArn} \\
    --secret-arn ${arns.secretArn} --database ${database} --sql 'select 1'
`,
  );
});

it('begins paused when it is asked to', async () => {
  const url = await createPostgresDatabase();
  const { firstOutput, stop } = await serve('--json', '--paused', '60000', '--url', url);
  const { endpoint } = JSON.parse(firstOutput) as { endpoint: string };
  const response = await fetch(`${endpoint}/Execute`, {
    method: 'POST',
    body: JSON.stringify({ ...arns, sql: 'select 1' }),
  });
  await stop();

  expect(response.headers.get('x-amzn-errortype')).toBe('DatabaseResumingException');
});

it('ends calls when the time is up that it is given', async () => {
  const url = await createPostgresDatabase();
  const { firstOutput, stop } = await serve('--json', '--call-timeout-ms', '50', '--url', url);
  const { endpoint } = JSON.parse(firstOutput) as { endpoint: string };
  const response = await fetch(`${endpoint}/Execute`, {
    method: 'POST',
    body: JSON.stringify({ ...arns, sql: 'select pg_sleep(5)' }),
  });
  await stop();

  expect(response.headers.get('x-amzn-errortype')).toBe('StatementTimeoutException');
});

describe('on a port that is taken', () => {
  let server: Server;
  let port: string;
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = String((server.address() as AddressInfo).port);
  });
  afterEach(() => {
    server.close();
  });

  it('fails', async () => {
    const url = await createPostgresDatabase();

    expect(await call(['data-api', '--port', port, '--url', url])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `Port ${port} is taken: give another one, or --port 0 and the system chooses.\n`,
    });
  });
});

describe('behind the variables of the SDK', () => {
  const variables = ['AWS_ENDPOINT_URL_RDS_DATA', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const before = variables.map((name) => [name, process.env[name]] as const);
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  it('is migrated as a cluster is', async () => {
    const url = await createPostgresDatabase();
    const database = new URL(url).pathname.slice(1);
    const { firstOutput, stop } = await serve('--json', '--url', url);
    const { endpoint } = JSON.parse(firstOutput) as { endpoint: string };
    process.env.AWS_ENDPOINT_URL_RDS_DATA = endpoint;
    process.env.AWS_ACCESS_KEY_ID = 'local';
    process.env.AWS_SECRET_ACCESS_KEY = 'local';
    await writeFiles({ 'schema/V1__create_customers.sql': customers });

    const cluster = ['--cluster-arn', arns.resourceArn, '--secret-arn', arns.secretArn];
    const { exitCode, stdout, stderr } = await call([
      'migrate',
      ...cluster,
      '--database',
      database,
    ]);
    await stop();

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`schema → ${database} at ${arns.resourceArn}\n`);
    expect(stdout).toContain('Applied V1; the schema is at V1.\n');
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { askOf, withConnection } from '../integration/mysql/connect';
import { createMysqlDatabase } from '../support/servers/databases';

const command = join(__dirname, '..', '..', 'bin', 'aurora-migrate.js');
const customers = 'create table customers (id int primary key);\n';
const broken = `create table orders (id int primary key, customer_id int);
DELIMITER //
create procedure fill() begin insert into orders values (1, 2); end//
DELIMITER ;
call fill();
create index by_customer on purchases (customer_id);
`;

describe('aurora-migrate against MySQL', () => {
  let folder: string;
  let url: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-mysql-'));
    url = await createMysqlDatabase();
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('goes on, once it is fixed, where a script failed', async () => {
    await writeScripts({ 'V1__customers.sql': customers, 'V2__orders.sql': broken });
    const options = ['--schema', folder, '--url', url, '--json'];

    const failed = await call(['migrate', ...options]);
    const failedStatus = await call(['status', ...options]);
    await writeScripts({ 'V2__orders.sql': broken.replace('purchases', 'orders') });
    const fixed = await call(['migrate', ...options]);
    const fixedStatus = await call(['status', ...options]);

    expect([failed.exitCode, fixed.exitCode]).toEqual([1, 0]);
    expect(statesOf(failedStatus)).toEqual(['V1__customers.sql applied', 'V2__orders.sql failed']);
    expect(statesOf(fixedStatus)).toEqual(['V1__customers.sql applied', 'V2__orders.sql applied']);
    expect(await withConnection(url, (own) => askOf(own)('select * from orders'))).toEqual([
      { id: '1', customer_id: '2' },
    ]);
  }, 60_000);

  it('fails with the place, and with what stays of the script', async () => {
    await writeScripts({ 'V1__customers.sql': customers, 'V2__orders.sql': broken });

    const { exitCode, stdout, stderr } = await call(['migrate', '--schema', folder, '--url', url]);

    expect(exitCode).toBe(1);
    const [, tail = ''] = (stdout + stderr).split('✗ ');
    expect(tail.replaceAll(folder, 'schema').replaceAll(/test_\w+/g, 'shop')).toBe(
      `failed at statement 4 of 4

  schema/V2__orders.sql:6:29
      5 | call fill();
    > 6 | create index by_customer on purchases (customer_id);
        |                             ^
  Table 'shop.purchases' doesn't exist (1146)

  The first 3 statements of V2 are applied and stay. Fix the script from line 6 on, leave what is above as it is, and run again: it goes on there.
`,
    );
  }, 60_000);

  it('serves the Data API to another process', async () => {
    await writeScripts({ 'V1__customers.sql': customers });
    const server = start(['data-api', '--port', '0', '--url', url, '--json']);
    try {
      const { endpoint, resourceArn, secretArn, database } = await addressOf(server);
      const options = [
        ...['--schema', folder, '--engine', 'aurora-mysql', '--json'],
        ...['--cluster-arn', resourceArn, '--secret-arn', secretArn, '--database', database],
      ];
      const variables = {
        AWS_ENDPOINT_URL_RDS_DATA: endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      };

      const migrated = await call(['migrate', ...options], variables);
      const status = await call(['status', ...options], variables);

      expect({ ...migrated, stdout: '' }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
      expect(statesOf(status)).toEqual(['V1__customers.sql applied']);
    } finally {
      server.kill('SIGINT');
      if (server.exitCode === null) await once(server, 'exit');
    }
    expect(server.exitCode).toBe(0);
  }, 60_000);

  async function writeScripts(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), content);
  }
});

type Variables = Readonly<Record<string, string>>;

interface Called {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(commandLine: readonly string[], variables: Variables = {}): ChildProcess {
  return spawn(process.execPath, [command, ...commandLine], {
    // Else the SDK says that it will want a newer Node.js.
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function call(commandLine: readonly string[], variables?: Variables): Promise<Called> {
  const child = start(commandLine, variables);
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  await once(child, 'close');
  return { exitCode: child.exitCode, ...texts };
}

interface Address {
  readonly endpoint: string;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
}

async function addressOf(server: ChildProcess): Promise<Address> {
  if (server.stdout === null) throw new Error('no standard output');
  const lines = createInterface(server.stdout);
  for await (const line of lines) return JSON.parse(line) as Address;
  throw new Error('aurora-migrate data-api ended without an address');
}

function statesOf({ stdout }: Called): readonly string[] {
  const { scripts } = JSON.parse(stdout) as { scripts: { file: string; state: string }[] };
  return scripts.map(({ file, state }) => `${file} ${state}`);
}

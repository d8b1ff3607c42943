import { execFile } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Deployment, openDeployment } from '../../support/workspace/deployment';
import { emulatorEndpoint } from '../../support/workspace/emulator-endpoint';

const run = promisify(execFile);
const root = join(__dirname, '../../..');

jest.setTimeout(300_000);

// One story: the second deployment begins with what the first one left.
describe('examples/api', () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await openDeployment('aurora-postgresql', {
      // An account of its own, beside the other deployment's.
      AWS_ACCESS_KEY_ID: '222222222222',
      DB_DELETION_PROTECTION: 'off',
      DB_FINAL_SNAPSHOT: 'off',
      CI: '1',
      NO_COLOR: '1',
      CDKTF_LOG_LEVEL: 'warn',
    });
    cpSync(join(root, 'schema'), join(deployment.folder, 'schema'), { recursive: true });
  });
  afterAll(() => {
    deployment.close();
  });

  /** `cdktf deploy '*'`; what it printed, and its exit code. */
  async function deployAll(): Promise<{ readonly text: string; readonly exitCode: number }> {
    const { folder, stackFolder, serve } = deployment;
    const { variables, stop } = await serve([stackFolder, apiFolder()]);
    const output = join(folder, 'cdktf.out');
    const cdktf = join(root, 'node_modules/.bin/cdktf');
    const args = ['deploy', '*', '--auto-approve', '--skip-provider-lock', '--output', output];
    try {
      const { stdout } = await run(cdktf, args, {
        cwd: join(root, 'examples/api'),
        env: { ...variables, STATE_PATH: folder },
        maxBuffer: 64 * 1024 * 1024,
      });
      return { text: stdout, exitCode: 0 };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { text: stdout + stderr, exitCode: code };
    } finally {
      stop();
    }
  }
  const apiFolder = () => join(deployment.folder, 'cdktf.out/stacks/api');
  const apiState = () => readFileSync(join(deployment.folder, 'terraform.api.tfstate'), 'utf8');

  async function call(method: string, path: string, body?: object): Promise<Response> {
    const { text } = await deployment.terraform(['output', '-raw', 'ApiUrl'], {
      folder: apiFolder(),
    });
    const [id] = new URL(text).hostname.split('.');
    const url = `${emulatorEndpoint('aurora-postgresql')}/_aws/lambda-url/${id ?? ''}${path}`;
    return await fetch(url, {
      method,
      headers: {
        // The emulator looks who calls, and not whether the signature is right.
        authorization:
          'AWS4-HMAC-SHA256 Credential=222222222222/20260101/us-east-1/lambda/aws4_request, ' +
          'SignedHeaders=host, Signature=none',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  it('is deployed behind the migrations in one go', async () => {
    const { text, exitCode } = await deployAll();

    expect(text).toContain('Applied 4 scripts, V1 to V4; the schema is at V4.');
    expect(exitCode).toBe(0);
  });

  it('writes and reads the tables over HTTP', async () => {
    const created = await call('POST', '/customers', { fullName: 'Ada', email: 'ada@example.com' });
    const products = await call('GET', '/products');

    expect([created.status, products.status]).toEqual([201, 200]);
    expect(await deployment.query('select count(*) as n from customers')).toEqual([{ n: '1' }]);
  });

  it('refuses who does not sign', async () => {
    const { text } = await deployment.terraform(['output', '-raw', 'ApiUrl'], {
      folder: apiFolder(),
    });
    const [id] = new URL(text).hostname.split('.');

    const response = await fetch(
      `${emulatorEndpoint('aurora-postgresql')}/_aws/lambda-url/${id ?? ''}/products`,
    );

    expect(response.status).toBe(403);
  });

  it('is left alone when a migration fails', async () => {
    const before = apiState();
    deployment.write({ 'V5__fails.sql': 'select nothing from nowhere;\n' });

    const { text, exitCode } = await deployAll();

    expect(text).toContain('V5 fails failed at statement 1 of 1.');
    expect(exitCode).toBe(1);
    expect(apiState()).toBe(before);
  });
});

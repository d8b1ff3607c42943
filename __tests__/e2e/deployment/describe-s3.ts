import { type Aws, awsAt } from '../../support/workspace/aws';
import type { Deployment } from '../../support/workspace/deployment';
import { emulatorEndpoint } from '../../support/workspace/emulator-endpoint';
import type { EngineName } from '../../../migration/migration';

const bucket = 'acme-states';
const key = 'aurora-migrate/aurora.tfstate';
const s3 = { STATE_BACKEND: 's3', STATE_S3_BUCKET: bucket };
const lock = {
  ID: 'f6dd5c4d-1f3e-6b3a-95a5-0d9b7c1a2e3f',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'anna@laptop',
  Version: '1.11.4',
  Created: '2026-01-02T03:04:05.678Z',
  Path: `${bucket}/${key}`,
};

/** A team that begins to share its state, and goes back. Adds a script. */
export function describeS3(deployed: () => Deployment, engine: EngineName): void {
  let aws: Aws;

  beforeAll(async () => {
    aws = awsAt(emulatorEndpoint(engine));
    await aws.createBucket(bucket);
  });

  it('takes the state over from the file', async () => {
    const { synth, terraform, plan } = deployed();
    await synth(s3);

    const { text } = await terraform(['init', '-input=false', '-migrate-state', '-force-copy']);

    expect(text).toContain('Successfully configured the backend "s3"!');
    expect(await aws.readObject(bucket, key)).toContain('"aws_lambda_invocation"');
    expect((await plan()).changes).toEqual([]);
  });

  it('waits for nobody, and says who holds the lock', async () => {
    const { terraform } = deployed();
    await aws.writeObject(bucket, `${key}.tflock`, JSON.stringify(lock));

    const { text, exitCode } = await terraform(['plan', '-input=false']);

    expect(exitCode).toBe(1);
    expect(text).toContain('Error: Error acquiring the state lock');
    expect(text).toMatch(/ID: +f6dd5c4d-1f3e-6b3a-95a5-0d9b7c1a2e3f\n/);
    expect(text).toMatch(/Who: +anna@laptop\n/);
  });

  it('goes on when the lock is undone by its id', async () => {
    const { terraform, write, synth, apply } = deployed();
    await terraform(['force-unlock', '-force', lock.ID]);
    write({ 'V14__shared.sql': 'create table shared (id int);\n' });
    await synth(s3);

    expect(await apply()).toContain('ResponseMessage = "Applied V14; the schema is at V14."\n');
    await expect(aws.readObject(bucket, `${key}.tflock`)).rejects.toThrow('404');
  });

  it('goes back to the file', async () => {
    const { synth, terraform, plan } = deployed();
    await synth();

    await terraform(['init', '-input=false', '-migrate-state', '-force-copy']);

    expect((await plan()).changes).toEqual([]);
  });
}

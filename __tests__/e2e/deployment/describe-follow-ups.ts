import type { EngineName } from '../../../migration/migration';
import { type Aws, awsAt } from '../../support/workspace/aws';
import type { Deployment } from '../../support/workspace/deployment';
import { emulatorEndpoint } from '../../support/workspace/emulator-endpoint';
import { type LambdaProxy, startLambdaProxy } from '../../support/workspace/lambda-proxy';
import type { EngineWords } from './engine-words';

const functionName = 'aurora-migration';
const invocation = 'aws_lambda_invocation.Migration_Invocation_A933B5CE';

/** A deployment that takes longer than one invocation. The next one is without follow-ups again. */
export function describeFollowUps(
  deployed: () => Deployment,
  engine: EngineName,
  { sleep }: EngineWords,
): void {
  let aws: Aws;
  let proxy: LambdaProxy;

  beforeAll(async () => {
    aws = awsAt(emulatorEndpoint(engine));
    proxy = await startLambdaProxy(emulatorEndpoint(engine));
  });
  afterAll(() => proxy.close());

  const isFunction = ['-target=aws_lambda_function.Migration_Function_AD669293'];

  it('shows the scripts once, with the first invocation', async () => {
    const { write, synth, plan } = deployed();
    write({
      'V12_1__begins.sql': 'create table followed (step int);\n',
      'V12_2__takes_long.sql': `insert into followed values (1);\n${sleep(8)}\n`,
      'V12_3__ends.sql': 'insert into followed values (2);\n',
    });
    await synth({ MIGRATION_MINUTES: '10' });

    const { text, changes } = await plan();

    expect(text.match(/"V12_1__begins\.sql"/g)).toHaveLength(1);
    expect(text.match(/\+ input = \(known after apply\)\n/g)).toHaveLength(2);
    expect(changes).toEqual([
      'aws_lambda_function: updated in-place',
      'aws_lambda_invocation: created',
      'aws_lambda_invocation: created',
      'aws_lambda_invocation: replaced',
      'aws_lambda_layer_version: replaced',
      'terraform_data: replaced',
    ]);
  });

  it('goes on in the next invocation with what goes on in the database, and tells all of it', async () => {
    const { apply, terraform, query } = deployed();
    await apply({ args: isFunction });
    // Of which it works for three; the rest is kept for telling how it ended.
    await aws.setTimeoutSeconds(functionName, 53);

    const text = await apply({
      variables: { AWS_ENDPOINT_URL_LAMBDA: proxy.endpoint },
      args: ['-refresh=false'],
    });

    expect(text).toContain(
      'ResponseMessage = "Applied 3 scripts, V12.1 to V12.3; the schema is at V12.3."\n',
    );
    expect(proxy.countCalls()).toBe(3);
    expect((await terraform(['state', 'show', invocation])).text).toContain(
      'Applied V12.1; the schema is at V12.1. Not done yet: V12_2__takes_long.sql is still running in ' +
        'the database.',
    );
    expect(await query('select step from followed order by step')).toEqual([
      { step: '1' },
      { step: '2' },
    ]);
  });

  it('calls nothing when nothing changed', async () => {
    await aws.setTimeoutSeconds(functionName, 300);

    expect((await deployed().plan()).changes).toEqual([]);
  });
}

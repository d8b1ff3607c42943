import { type Aws, awsAt } from '../../support/workspace/aws';
import type { Deployment } from '../../support/workspace/deployment';
import { emulatorEndpoint } from '../../support/workspace/emulator-endpoint';
import { type LambdaProxy, startLambdaProxy } from '../../support/workspace/lambda-proxy';
import type { EngineName } from '../../../migration/migration';
import type { EngineWords } from './engine-words';

const functionName = 'aurora-migration';

/** A function that does not answer. Begins and ends with a folder that fits the history. */
export function describeCalls(
  deployed: () => Deployment,
  engine: EngineName,
  { sleep }: EngineWords,
): void {
  let aws: Aws;
  let proxy: LambdaProxy;

  beforeAll(() => {
    aws = awsAt(emulatorEndpoint(engine));
  });
  afterEach(async () => {
    await proxy.close();
  });

  // Without refresh where a plan would undo what the test has done to the function.
  async function failThrough(onCall: 'pass' | 'drop', ...args: readonly string[]): Promise<string> {
    proxy = await startLambdaProxy(emulatorEndpoint(engine), onCall);
    const variables = { AWS_ENDPOINT_URL_LAMBDA: proxy.endpoint };
    return errorOf(await deployed().failToApply({ variables, args }));
  }

  it('calls a function once when the connection is lost, and fails', async () => {
    const { write, synth } = deployed();
    write({ 'V12__calls.sql': `create table calls (id int);\n${sleep(4)}\n` });
    await synth();

    const error = await failThrough('drop');

    expect(error).toMatch(
      /^invoking Lambda Function \(aurora-migration\): .* maximum number of attempts, 1, .*: EOF$/,
    );
    expect(proxy.countCalls()).toBe(1);
  });

  it('calls a throttled function once, and fails', async () => {
    await aws.limitCalls(functionName, 0);

    const error = await failThrough('pass', '-refresh=false');

    await aws.limitCalls(functionName, undefined);
    expect(error).toMatch(
      /^invoking Lambda Function \(aurora-migration\): .* maximum number of attempts, 1, .* TooManyRequestsException: /,
    );
    expect(proxy.countCalls()).toBe(1);
  });

  it('calls a function once that has no time left, which starts nothing', async () => {
    await aws.setTimeoutSeconds(functionName, 2);

    const error = await failThrough('pass', '-refresh=false');

    expect(error).toBe(
      'Out of time: V12 is still pending. Nothing was applied. ' +
        'Run again: it goes on with what is pending.',
    );
    expect(proxy.countCalls()).toBe(1);
  });

  it('goes on with the next apply', async () => {
    proxy = await startLambdaProxy(emulatorEndpoint(engine));
    const { apply, query } = deployed();

    expect(await apply()).toMatch(/ResponseMessage = ".*; the schema is at V12\."\n/);
    expect(await query('select count(*) as n from calls')).toEqual([{ n: '0' }]);
  });
}

/** The summary of the only error in what Terraform prints. */
function errorOf(text: string): string {
  return /^Error: (.*)$/m.exec(text)?.[1] ?? text;
}

import { BeginTransactionCommand } from '@aws-sdk/client-rds-data';
import type { NodeHttpHandler } from '@smithy/node-http-handler';

import { createRdsDataClient } from '../../data-api/create-client';
import { begins, fails, resourceArn, ScriptedService, secretArn } from './scripted-service';

describe('createRdsDataClient', () => {
  const variables = { ...process.env };
  let service: ScriptedService;
  beforeEach(async () => {
    service = await ScriptedService.start();
  });
  afterEach(async () => {
    process.env = { ...variables };
    await service.stop();
  });

  it('takes endpoint, region and credentials from the environment', async () => {
    process.env.AWS_ENDPOINT_URL_RDS_DATA = service.endpoint;
    process.env.AWS_REGION = 'eu-central-1';
    process.env.AWS_ACCESS_KEY_ID = 'key';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    service.answerWith(begins);

    const answer = await createRdsDataClient().send(
      new BeginTransactionCommand({ resourceArn, secretArn }),
    );

    expect(answer.transactionId).toBe('T1');
  });

  it('sends a call once, even after an error of the service', async () => {
    service.answerWith(fails(503, 'ServiceUnavailableError'), begins);

    const call = service.client().send(new BeginTransactionCommand({ resourceArn, secretArn }));

    await expect(call).rejects.toThrow('UnknownError');
    expect(service.requests).toHaveLength(1);
  });

  it('fails on an answer that does not come, some time after the limit of the service', async () => {
    expect(await handlerConfig()).toMatchObject({
      requestTimeout: 50_000,
      throwOnRequestTimeout: true,
      socketTimeout: 50_000,
      connectionTimeout: 5_000,
    });
  });

  it('keeps connections between calls, and not for long', async () => {
    expect(await handlerConfig()).toMatchObject({
      httpsAgent: { options: { keepAlive: true, timeout: 4_000 } },
    });
  });

  /** What the handler works with, which it knows only after a first call. */
  async function handlerConfig(): Promise<unknown> {
    service.answerWith(begins);
    const client = service.client();
    await client.send(new BeginTransactionCommand({ resourceArn, secretArn }));
    return (client.config.requestHandler as NodeHttpHandler).httpHandlerConfigs();
  }
});

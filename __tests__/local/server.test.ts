import { type FakeBackend, fakeBackend } from './fake-backend';
import { send, startTestApi, type TestApi, until } from './local-api';

describe('startLocalDataApi', () => {
  let api: TestApi;
  let backend: FakeBackend;
  afterEach(() => api.close());
  const start = async (
    ...options: Parameters<typeof startTestApi> extends [unknown, ...infer R] ? R : never
  ) => {
    backend = fakeBackend();
    api = await startTestApi(backend, ...options);
  };

  it('listens on the loopback interface, at a port that the system chose', async () => {
    await start();

    expect(api.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('serves all five operations', async () => {
    await start();

    expect(await api.execute('create table a (b int)')).toEqual({
      status: 200,
      error: undefined,
      body: { numberOfRecordsUpdated: 0 },
    });
    expect((await api.post('/BatchExecute', { sql: 'select 1' })).body).toEqual({
      updateResults: [{ generatedFields: [] }],
    });
    expect(
      (await api.post('/CommitTransaction', { transactionId: await api.begin() })).body,
    ).toEqual({ transactionStatus: 'Transaction Committed' });
    expect(
      (await api.post('/RollbackTransaction', { transactionId: await api.begin() })).body,
    ).toEqual({ transactionStatus: 'Rollback Complete' });
  });

  it('refuses an operation that the service does not have', async () => {
    await start();

    expect(await api.post('/ExecuteSql')).toEqual({
      status: 404,
      error: 'UnknownOperationException',
      body: {},
    });
  });

  it('refuses a call without SQL', async () => {
    await start();

    expect(await api.post('/Execute')).toEqual({
      status: 400,
      error: 'BadRequestException',
      body: { message: 'The sql parameter is missing' },
    });
  });

  it('refuses a body that is not JSON', async () => {
    await start();

    expect(await send(`${api.endpoint}/Execute`, '{')).toEqual({
      status: 400,
      error: 'BadRequestException',
      body: { message: 'The request is not valid JSON' },
    });
  });

  it('refuses another cluster', async () => {
    await start();

    expect(await api.execute('select 1', { resourceArn: 'arn:aws:rds:other' })).toEqual({
      status: 404,
      error: 'NotFoundException',
      body: { message: 'Cluster arn:aws:rds:other not found' },
    });
  });

  it('refuses another secret', async () => {
    await start();

    expect(await api.execute('select 1', { secretArn: 'arn:aws:other' })).toEqual({
      status: 400,
      error: 'SecretsErrorException',
      body: { message: 'Secret arn:aws:other cannot be found' },
    });
  });

  it('takes any ARN when told to', async () => {
    await start({ acceptAnyArn: true });

    expect((await api.execute('select 1', { resourceArn: 'a', secretArn: 'b' })).status).toBe(200);
  });

  it('refuses a schema', async () => {
    await start();

    expect(await api.execute('select 1', { schema: 'public' })).toEqual({
      status: 400,
      error: 'ValidationException',
      body: { message: "Schema parameter isn't supported" },
    });
  });

  it('takes SQL of 65,536 characters and refuses one more', async () => {
    await start();
    const longest = `select '${'x'.repeat(65_536 - "select ''".length)}'`;

    expect((await api.execute(longest)).status).toBe(200);
    expect(await api.execute(`${longest} `)).toEqual({
      status: 400,
      error: 'ValidationException',
      body: {
        message:
          "1 validation error detected: Value at 'sql' failed to satisfy constraint: " +
          'Member must have length less than or equal to 65536',
      },
    });
  });

  it('refuses a request of more than 4 MiB, its headers included', async () => {
    await start();
    const value = { stringValue: 'x'.repeat(4 * 1024 * 1024 - 400) };

    expect(await api.execute('select :a', { parameters: [{ name: 'a', value }] })).toEqual({
      status: 413,
      error: 'RequestEntityTooLargeException',
      body: { message: 'Request Too Long' },
    });
    expect(backend.executed).toEqual([]);
  });

  it('refuses an array as a parameter', async () => {
    await start();
    const value = { arrayValue: { longValues: [1] } };

    expect(await api.execute('select :a', { parameters: [{ name: 'a', value }] })).toEqual({
      status: 400,
      error: 'BadRequestException',
      body: { message: 'Array parameters are not supported.' },
    });
  });

  it('refuses a parameter that the text does not have', async () => {
    await start();

    expect(
      await api.execute('select 1', { parameters: [{ name: 'a', value: { isNull: true } }] }),
    ).toEqual({
      status: 400,
      error: 'BadRequestException',
      body: { message: 'Cannot find parameter: a' },
    });
  });

  it('tells of each call what it was, what it weighed, and how it failed', async () => {
    await start();
    await api.execute('select 1');
    await api.post('/CommitTransaction', { transactionId: 'none' });

    expect(api.calls).toEqual([
      { operation: 'Execute', sql: 'select 1', bytesIn: 181, bytesOut: 28 },
      {
        operation: 'CommitTransaction',
        bytesIn: 169,
        bytesOut: 0,
        error: 'TransactionNotFoundException',
      },
    ]);
  });

  it('adds its latency to each call', async () => {
    await start({ latencyMs: 60 });
    const startedMs = Date.now();

    await api.execute('select 1');

    expect(Date.now() - startedMs).toBeGreaterThanOrEqual(59);
  });

  describe('paused', () => {
    const resuming = {
      status: 400,
      error: 'DatabaseResumingException',
      body: {
        message:
          'The Aurora DB instance is resuming after being auto-paused. ' +
          'Please wait a few seconds and try again.',
      },
    };

    it('fails the first call, which starts the resume', async () => {
      await start({ pause: { resumeMs: 0 } });

      expect(await api.execute('select 1')).toEqual(resuming);
      expect((await api.execute('select 1')).status).toBe(200);
      expect(backend.executed).toEqual([[1, 'select 1']]);
    });

    it('fails all calls until it has resumed', async () => {
      await start({ pause: { resumeMs: 150 } });

      expect(await api.execute('select 1')).toEqual(resuming);
      expect(await api.execute('select 1')).toEqual(resuming);
      await until(async () => (await api.execute('select 1')).status === 200);
    });

    it('pauses again when told to', async () => {
      await start({ pause: { resumeMs: 0 } });
      await api.execute('select 1');
      await api.execute('select 1');

      api.pause();

      expect(await api.execute('select 1')).toEqual(resuming);
    });

    it('does not fail a commit with it, which is not declared to', async () => {
      await start({ pause: { resumeMs: 0 } });

      expect((await api.post('/CommitTransaction', { transactionId: 'none' })).error).toBe(
        'TransactionNotFoundException',
      );
    });
  });
});

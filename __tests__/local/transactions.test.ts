import { type FakeBackend, empty, fakeBackend } from './fake-backend';
import { startTestApi, type TestApi, until } from './local-api';

describe('transactions', () => {
  let api: TestApi;
  let backend: FakeBackend;
  afterEach(() => api.close());

  it('keep one session', async () => {
    backend = fakeBackend({ poolSize: 5, maxSessions: 5 });
    api = await startTestApi(backend);
    const transactionId = await api.begin();
    await api.execute('a', { transactionId });
    await api.execute('b');
    await api.execute('c', { transactionId });
    await api.post('/CommitTransaction', { transactionId });

    expect(backend.executed).toEqual([
      [1, 'start transaction'],
      [1, 'a'],
      [2, 'b'],
      [1, 'c'],
      [1, 'commit'],
    ]);
  });

  it('have given their session back when the answer comes', async () => {
    const events: string[] = [];
    backend = fakeBackend({}, undefined, async () => {
      // Takes as long as another whole call.
      if (!backend.executed.some(([, text]) => text === 'other')) await api.execute('other');
      events.push('given back');
    });
    api = await startTestApi(backend);

    await api.post('/CommitTransaction', { transactionId: await api.begin() });
    events.push('answered');

    expect(events).toEqual(['given back', 'given back', 'answered']);
  });

  it('refuses a second call while one runs', async () => {
    let finish = (): void => undefined;
    backend = fakeBackend({}, (text) =>
      text === 'slow'
        ? new Promise((resolve) => {
            finish = () => {
              resolve(empty);
            };
          })
        : empty,
    );
    api = await startTestApi(backend);
    const transactionId = await api.begin();
    const slow = api.execute('slow', { transactionId });
    await until(() => backend.executed.length === 2);

    expect(await api.execute('b', { transactionId })).toEqual({
      status: 400,
      error: 'DatabaseErrorException',
      body: { message: 'Transaction is still running a query' },
    });
    finish();
    expect((await slow).status).toBe(200);
  });

  it('refuses one that has ended', async () => {
    api = await startTestApi(fakeBackend());
    const transactionId = await api.begin();
    await api.post('/RollbackTransaction', { transactionId });

    expect(await api.execute('a', { transactionId })).toEqual({
      status: 404,
      error: 'TransactionNotFoundException',
      body: { message: `Transaction ${transactionId} is not found` },
    });
  });

  it('are rolled back when nobody calls for too long', async () => {
    backend = fakeBackend();
    api = await startTestApi(backend, { transactionIdleMs: 30 });
    const transactionId = await api.begin();

    await until(() => backend.executed.some(([, text]) => text === 'rollback'));

    expect((await api.post('/CommitTransaction', { transactionId })).error).toBe(
      'TransactionNotFoundException',
    );
  });

  it('are rolled back at the end of their life, calls or not', async () => {
    backend = fakeBackend();
    api = await startTestApi(backend, { transactionIdleMs: 60_000, transactionLifetimeMs: 100 });
    const transactionId = await api.begin();

    await until(
      async () =>
        (await api.execute('a', { transactionId })).error === 'TransactionNotFoundException',
    );

    expect(backend.executed.at(-1)).toEqual([1, 'rollback']);
  });

  it('are gone when their session died', async () => {
    backend = fakeBackend();
    api = await startTestApi(backend);
    const transactionId = await api.begin();
    backend.kill(1);
    await api.execute('a', { transactionId });

    expect((await api.execute('b', { transactionId })).error).toBe('TransactionNotFoundException');
  });
});

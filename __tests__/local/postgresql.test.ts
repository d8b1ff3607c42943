import { createPostgresBackend } from '../../local/backends/postgres';
import { createPostgresDatabase } from '../support/servers/databases';
import { describePostgresql } from './describe-postgresql';
import { startTestApi, type TestApi, text, until } from './local-api';

describePostgresql('PostgreSQL', async () =>
  createPostgresBackend({ url: await createPostgresDatabase() }),
);

describe('PostgreSQL alone', () => {
  let api: TestApi;
  afterEach(() => api.close());
  const start = async (
    options: Parameters<typeof startTestApi>[1] = {},
    poolSize = 2,
  ): Promise<void> => {
    const url = await createPostgresDatabase();
    api = await startTestApi(await createPostgresBackend({ url, poolSize }), options);
  };
  const records = async (sql: string): Promise<unknown> => (await api.execute(sql)).body.records;
  const timedOut = {
    status: 400,
    error: 'StatementTimeoutException',
    body: { message: 'Request timed out' },
  };

  it('hands out sessions in turn, with what earlier calls left in them', async () => {
    await start();
    await api.execute("set application_name = 'left'");

    expect(await records('show application_name')).toEqual([[{ stringValue: 'rds-data-api' }]]);
    expect(await records('show application_name')).toEqual([[{ stringValue: 'left' }]]);
  });

  it('keeps a session in a transaction', async () => {
    await start();
    const transactionId = await api.begin();
    await api.execute("set local application_name = 'mine'", { transactionId });

    const { body } = await api.execute('show application_name', { transactionId });

    expect(body.records).toEqual([[{ stringValue: 'mine' }]]);
  });

  it('cancels a statement that runs too long, and gives its session back as it is', async () => {
    await start({ callTimeoutMs: 200 }, 1);
    await api.execute('create table notes (a int)');
    await api.execute('select pg_advisory_lock(7)');

    expect(await api.execute('insert into notes select 1 from pg_sleep(60)')).toEqual(timedOut);
    await until(async () => (await api.execute('select 1')).status === 200);

    expect(await records('select count(*) from notes')).toEqual([[{ longValue: 0 }]]);
    expect(
      await records("select count(*) from pg_locks where locktype = 'advisory' and objid = 7"),
    ).toEqual([[{ longValue: 1 }]]);
  });

  it('lets a statement run on when asked to, and still fails the call', async () => {
    await start({ callTimeoutMs: 200 });
    await api.execute('create table notes (a int)');

    const answer = await api.execute('insert into notes select 1 from pg_sleep(0.6)', {
      continueAfterTimeout: true,
    });

    expect(answer).toEqual(timedOut);
    await until(async () => JSON.stringify(await records('select a from notes')) !== '[]');
  });

  it('cancels it all the same when the service ignores that', async () => {
    await start({ callTimeoutMs: 200, switches: { ignoreContinueAfterTimeout: true } }, 1);
    await api.execute('create table notes (a int)');

    await api.execute('insert into notes select 1 from pg_sleep(0.6)', {
      continueAfterTimeout: true,
    });
    await until(async () => (await api.execute('select 1')).status === 200);

    expect(await records('select count(*) from notes')).toEqual([[{ longValue: 0 }]]);
  });

  it('keeps a transaction busy while its statement runs on', async () => {
    await start({ callTimeoutMs: 100 });
    const transactionId = await api.begin();
    await api.execute('select pg_sleep(0.5)', { transactionId, continueAfterTimeout: true });

    expect((await api.execute('select 1', { transactionId })).body).toEqual({
      message: 'Transaction is still running a query',
    });
    await until(async () => (await api.execute('select 1', { transactionId })).status === 200);
  });

  it('takes a batch for one call', async () => {
    await start({ callTimeoutMs: 300 });
    await api.execute('create table notes (a text)');

    const answer = await api.post('/BatchExecute', {
      database: api.database,
      sql: 'insert into notes select :a from pg_sleep(0.2)',
      parameterSets: [[text('a', '1')], [text('a', '2')], [text('a', '3')]],
    });

    expect(answer).toEqual(timedOut);
    await until(async () => JSON.stringify(await records('select a from notes')) !== '[]');
    expect(await records('select count(*) from notes')).toEqual([[{ longValue: 1 }]]);
  });

  it('refuses COMMIT inside a procedure when told to, and nothing else', async () => {
    await start({ switches: { refuseCommitInProcedure: true } });
    await api.execute('create procedure committing() language plpgsql as $$ begin commit; end $$');

    expect((await api.execute('call committing()')).body).toEqual({
      message:
        'ERROR: invalid transaction termination; ' +
        'Where: PL/pgSQL function committing() line 1 at COMMIT; SQLState: 2D000',
    });
    expect((await api.execute('vacuum')).status).toBe(200);
  });

  it('fails a call without a word when the server ends its session', async () => {
    await start();

    expect(await api.execute('select pg_terminate_backend(pg_backend_pid())')).toEqual({
      status: 500,
      error: 'InternalServerErrorException',
      body: {},
    });
    expect((await api.execute('select 1')).status).toBe(200);
  });

  it("goes to the user's database when the call names none", async () => {
    await start();

    const { body } = await api.execute('select current_database()', { database: undefined });

    expect(body.records).toEqual([[{ stringValue: 'postgres' }]]);
  });

  it('runs calls side by side, more than it has sessions for', async () => {
    await start();

    const answers = await Promise.all(
      Array.from({ length: 12 }, () => api.execute('select pg_sleep(0.05)')),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
  });
});

it('fails at once on a server that is not there', async () => {
  await expect(
    createPostgresBackend({ url: 'postgres://user:secret@127.0.0.1:1/shop' }),
  ).rejects.toThrow('connect ECONNREFUSED 127.0.0.1:1');
});

import { createMysqlBackend } from '../../local/backends/mysql';
import { startTestApi, type TestApi, text, until } from '../local/local-api';
import { createMysqlDatabase } from '../support/servers/databases';

type Options = Parameters<typeof startTestApi>[1];

describe('MySQL behind the local Data API', () => {
  let api: TestApi;
  afterEach(() => api.close());
  const start = async (options: Options = {}, poolSize = 2): Promise<void> => {
    const url = await createMysqlDatabase();
    api = await startTestApi(await createMysqlBackend({ url, poolSize }), options);
  };
  const records = async (sql: string): Promise<unknown> => (await api.execute(sql)).body.records;
  const failed = (message: string) => ({
    status: 400,
    error: 'DatabaseErrorException',
    body: { message },
  });
  const timedOut = {
    status: 400,
    error: 'StatementTimeoutException',
    body: { message: 'Request timed out' },
  };
  const multistatement = {
    status: 400,
    error: 'ValidationException',
    body: { message: "Multistatements aren't supported" },
  };

  it('writes each type as its field', async () => {
    await start();
    await api.execute(
      `create table kinds (a tinyint, b bigint unsigned, c double, d decimal(5,2), e varchar(9),
        f text, g blob, h varbinary(9), i date, j datetime, k time, l json, m int)`,
    );
    await api.execute(
      `insert into kinds values (1, 2, 1.5, 1.50, 'é😀', 'x', x'00ff', x'00ff', '2020-01-02',
        '2020-01-02 03:04:05', '03:04:05', '{"a": 1}', null)`,
    );

    expect(await records('select * from kinds')).toEqual([
      [
        { longValue: 1 },
        { longValue: 2 },
        { doubleValue: 1.5 },
        { stringValue: '1.50' },
        { stringValue: 'é😀' },
        { stringValue: 'x' },
        { blobValue: 'AP8=' },
        { blobValue: 'AP8=' },
        { stringValue: '2020-01-02' },
        { stringValue: '2020-01-02 03:04:05' },
        { stringValue: '03:04:05' },
        { stringValue: '{"a": 1}' },
        { isNull: true },
      ],
    ]);
  });

  it('refuses a geometric result', async () => {
    await start();

    expect(await api.execute('select point(1, 2)')).toEqual({
      status: 400,
      error: 'UnsupportedResultException',
      body: { message: 'The result contains the unsupported data type geometry' },
    });
  });

  it('binds values by name, also of four bytes, quotes and backslashes', async () => {
    await start();
    const { body } = await api.execute('select :b, :a, :b, :n', {
      parameters: [
        { name: 'a', value: { longValue: 7 } },
        text('b', String.raw`it's "😀" \ :a ?`),
        { name: 'n', value: { isNull: true } },
      ],
    });

    expect(body.records).toEqual([
      [
        { stringValue: String.raw`it's "😀" \ :a ?` },
        { longValue: 7 },
        { stringValue: String.raw`it's "😀" \ :a ?` },
        { isNull: true },
      ],
    ]);
  });

  it('tells the id that an insert generated', async () => {
    await start();
    await api.execute('create table items (id int primary key auto_increment, name text)');
    const sql = 'insert into items (name) values (:name)';

    expect((await api.execute(sql, { parameters: [text('name', 'a')] })).body).toEqual({
      numberOfRecordsUpdated: 1,
      generatedFields: [{ longValue: 1 }],
    });
    expect(
      (
        await api.post('/BatchExecute', {
          database: api.database,
          sql,
          parameterSets: [[text('name', 'b')], [text('name', 'c')]],
        })
      ).body,
    ).toEqual({
      updateResults: [
        { generatedFields: [{ longValue: 2 }] },
        { generatedFields: [{ longValue: 3 }] },
      ],
    });
  });

  it('passes on what the database says, with both of its codes', async () => {
    await start();

    expect(await api.execute('select * from nothing')).toEqual(
      failed(`Table '${api.database}.nothing' doesn't exist; Error code: 1146; SQLState: 42S02`),
    );
  });

  it("writes errors in the form of the service's first version when told to", async () => {
    await start({ switches: { mysqlErrorText: 'v1' } });

    expect(await api.execute('select * from nothing')).toEqual(
      failed(`Database error code: 1146. Message: Table '${api.database}.nothing' doesn't exist`),
    );
  });

  it('refuses two statements', async () => {
    await start();

    expect(await api.execute('select 1; select 2')).toEqual(multistatement);
  });

  it('stores a procedure with statements in its body, and returns what it selects', async () => {
    await start();
    const sql = 'create procedure two() begin select 1 as a; select 2 as a; end';

    expect((await api.execute(sql)).status).toBe(200);
    expect(await records('call two()')).toEqual([[{ longValue: 1 }]]);
  });

  it('refuses such a body when told that the service does', async () => {
    await start({ switches: { refuseMysqlBodies: true } });

    expect(await api.execute('create procedure one() begin select 1; end')).toEqual(multistatement);
  });

  it('hands out sessions in turn, with what earlier calls left in them', async () => {
    await start();
    await api.execute('set @left = 7');

    expect(await records('select @left is null')).toEqual([[{ longValue: 1 }]]);
    expect(await records('select @left')).toEqual([[{ longValue: 7 }]]);
  });

  it('keeps what a transaction did only when it is committed', async () => {
    await start();
    await api.execute('create table items (id int)');
    const first = await api.begin();
    await api.execute('insert into items values (1)', { transactionId: first });
    await api.post('/CommitTransaction', { transactionId: first });
    const second = await api.begin();
    await api.execute('insert into items values (2)', { transactionId: second });
    await api.post('/RollbackTransaction', { transactionId: second });

    expect(await records('select id from items')).toEqual([[{ longValue: 1 }]]);
  });

  it('ends a transaction that a statement left open', async () => {
    await start();
    await api.execute('create table items (id int)');
    await api.execute('start transaction');
    await api.execute('insert into items values (1)');

    expect((await api.execute('alter table items add name text')).status).toBe(200);
  });

  it('cancels a statement that runs too long, and gives its session back as it is', async () => {
    await start({ callTimeoutMs: 300 }, 1);
    await api.execute("select get_lock('aurora-migrate-test', 0)");

    expect(await api.execute('select sleep(60)')).toEqual(timedOut);
    // The pool may have grown by a session meanwhile; the one with the lock comes up in its turn.
    await until(
      async () =>
        JSON.stringify(
          await records("select is_used_lock('aurora-migrate-test') = connection_id()"),
        ) === '[[{"longValue":1}]]',
    );
  });

  it('lets a statement run on when asked to, and still fails the call', async () => {
    await start({ callTimeoutMs: 300 });
    await api.execute('create table notes (a int)');

    expect(
      await api.execute('insert into notes select sleep(0.8)', { continueAfterTimeout: true }),
    ).toEqual(timedOut);
    await until(async () => JSON.stringify(await records('select a from notes')) !== '[]');
  });

  it('fails a call without a word when the server ends its session', async () => {
    await start();

    const victim = api.execute('select sleep(60) as victim');
    const find = `select cast(max(id) as char) from information_schema.processlist
      where db = database() and info like 'select sleep(60)%'`;
    let id: string | undefined;
    await until(async () => {
      const [row] = (await records(find)) as readonly { stringValue?: string }[][];
      id = row?.[0]?.stringValue;
      return id !== undefined;
    });

    await api.execute(`kill ${String(id)}`);

    expect(await victim).toEqual({ status: 500, error: 'InternalServerErrorException', body: {} });
    expect((await api.execute('select 1')).status).toBe(200);
  });

  it('has no database when the call names none', async () => {
    await start();

    expect(await api.execute('create table items (id int)', { database: undefined })).toEqual(
      failed('No database selected; Error code: 1046; SQLState: 3D000'),
    );
  });

  it('fails on a database that is not there', async () => {
    await start();

    expect(await api.execute('select 1', { database: 'nowhere' })).toEqual(
      failed("Unknown database 'nowhere'; Error code: 1049; SQLState: 42000"),
    );
  });
});

import type { Backend } from '../../local/backend';
import { startTestApi, type TestApi, text } from './local-api';

/** What both PostgreSQL backends do alike. */
export function describePostgresql(name: string, connect: () => Promise<Backend>): void {
  describe(`${name} behind the local Data API`, () => {
    let api: TestApi;
    beforeAll(async () => {
      api = await startTestApi(await connect());
      await api.execute('create table items (id int, name text, data jsonb, at timestamptz)');
    });
    afterAll(() => api.close());
    const failed = (message: string) => ({
      status: 400,
      error: 'DatabaseErrorException',
      body: { message },
    });

    it('answers with records and, on request, with what the columns are', async () => {
      const { body } = await api.execute("select 1 as a, 'x'::varchar as b", {
        includeResultMetadata: true,
      });

      expect(body).toMatchObject({
        numberOfRecordsUpdated: 0,
        records: [[{ longValue: 1 }, { stringValue: 'x' }]],
        columnMetadata: [
          { name: 'a', label: 'a', typeName: 'int4' },
          { name: 'b', label: 'b', typeName: 'varchar' },
        ],
      });
    });

    it('leaves the columns away when nobody asks', async () => {
      expect((await api.execute('select 1 as a')).body).toEqual({
        numberOfRecordsUpdated: 0,
        records: [[{ longValue: 1 }]],
      });
    });

    it('answers with JSON when asked', async () => {
      const { body } = await api.execute("select 1 as a, 'x' as b, null as c", {
        formatRecordsAs: 'JSON',
      });

      expect(body).toEqual({
        numberOfRecordsUpdated: 0,
        formattedRecords: '[{"a":1,"b":"x","c":null}]',
      });
    });

    it('counts the rows that a statement changed', async () => {
      const { body } = await api.execute('insert into items (id) select generate_series(1, 3)');

      expect(body).toEqual({ numberOfRecordsUpdated: 3 });
    });

    it('returns rows of an insert', async () => {
      const { body } = await api.execute('insert into items (id) values (9) returning id');

      expect(body).toEqual({ numberOfRecordsUpdated: 1, records: [[{ longValue: 9 }]] });
    });

    it('writes each type as its field', async () => {
      const { body } = await api.execute(
        `select true, 1::int2, 2::int8, 1.5::float8, 1.50::numeric, 'x'::text, '\\x00ff'::bytea,
          '{"a":1}'::jsonb, '00000000-0000-0000-0000-000000000001'::uuid, date '2020-01-02',
          array[1,2], array['a','b c'], null::int`,
      );

      expect(body.records).toEqual([
        [
          { booleanValue: true },
          { longValue: 1 },
          { longValue: 2 },
          { doubleValue: 1.5 },
          { stringValue: '1.50' },
          { stringValue: 'x' },
          { blobValue: 'AP8=' },
          { stringValue: '{"a": 1}' },
          { stringValue: '00000000-0000-0000-0000-000000000001' },
          { stringValue: '2020-01-02' },
          { arrayValue: { longValues: [1, 2] } },
          { arrayValue: { stringValues: ['a', 'b c'] } },
          { isNull: true },
        ],
      ]);
    });

    it.each([
      [`'a'::"char"`, '"char"'],
      [`interval '1 day'`, 'interval'],
      [`'<a/>'::xml`, 'xml'],
      [`'text'::regtype`, 'regtype'],
      [`point '(1,2)'`, 'point'],
      [`1::money`, 'money'],
    ])('refuses the result %s', async (expression, typeName) => {
      expect(await api.execute(`select ${expression}`)).toEqual({
        status: 400,
        error: 'UnsupportedResultException',
        body: { message: `The result contains the unsupported data type ${typeName}` },
      });
    });

    it('refuses a multidimensional array', async () => {
      expect((await api.execute('select array[[1],[2]]')).body).toEqual({
        message: 'The result contains a multidimensional array',
      });
    });

    it('fails without a word on an infinite date', async () => {
      expect(await api.execute("select 'infinity'::timestamptz")).toEqual({
        status: 500,
        error: 'InternalFailure',
        body: {},
      });
    });

    it('refuses a row of more than 64 KB', async () => {
      expect((await api.execute("select repeat('x', 65536)")).status).toBe(200);
      expect(await api.execute("select repeat('x', 65537)")).toEqual({
        status: 400,
        error: 'UnsupportedResultException',
        body: { message: 'Database returned more than the allowed row size limit of 64 KB' },
      });
    });

    it('refuses a response of more than 1 MiB', async () => {
      const sql = "select repeat('x', 60000) from generate_series(1, 20)";

      expect(await api.execute(sql)).toEqual({
        status: 400,
        error: 'UnsupportedResultException',
        body: { message: 'Database returned more than the allowed response size limit of 1 MB' },
      });
    });

    it('binds values by name', async () => {
      const { body } = await api.execute('select :b::text, :a::int, :b::text, :n::text', {
        parameters: [
          { name: 'a', value: { longValue: 7 } },
          text('b', "it's :a; $1"),
          { name: 'n', value: { isNull: true } },
        ],
      });

      expect(body.records).toEqual([
        [
          { stringValue: "it's :a; $1" },
          { longValue: 7 },
          { stringValue: "it's :a; $1" },
          { isNull: true },
        ],
      ]);
    });

    it('binds bytes', async () => {
      const { body } = await api.execute('select :a', {
        parameters: [{ name: 'a', value: { blobValue: 'AP8=' } }],
      });

      expect(body.records).toEqual([[{ blobValue: 'AP8=' }]]);
    });

    it('fails when a string is to become JSON without a hint', async () => {
      const sql = 'insert into items (data) values (:data)';
      const parameter = text('data', '{"a":1}');

      expect(await api.execute(sql, { parameters: [parameter] })).toEqual(
        failed(
          'ERROR: column "data" is of type jsonb but expression is of type text; ' +
            'Hint: You will need to rewrite or cast the expression.; Position: 34; SQLState: 42804',
        ),
      );
      expect(
        (await api.execute(sql, { parameters: [{ ...parameter, typeHint: 'JSON' }] })).status,
      ).toBe(200);
    });

    it('runs a batch once for each set of parameters', async () => {
      const { body } = await api.post('/BatchExecute', {
        database: api.database,
        sql: 'insert into items (id, name) values (100, :name)',
        parameterSets: [[text('name', 'a')], [text('name', 'b')]],
      });

      expect(body).toEqual({ updateResults: [{ generatedFields: [] }, { generatedFields: [] }] });
      const { body: found } = await api.execute('select name from items where id = 100 order by 1');
      expect(found.records).toEqual([[{ stringValue: 'a' }], [{ stringValue: 'b' }]]);
    });

    it('puts all that the database says into one line', async () => {
      await api.execute('create table parents (id int primary key)');
      await api.execute('create table children (id int references parents)');

      expect(await api.execute('insert into children values (1)')).toEqual(
        failed(
          'ERROR: insert or update on table "children" violates foreign key constraint ' +
            '"children_id_fkey"; Detail: Key (id)=(1) is not present in table "parents".; ' +
            'SQLState: 23503',
        ),
      );
    });

    it('says where in a function it happened', async () => {
      expect(
        await api.execute("do $$ begin raise exception 'no' using hint = 'try'; end $$"),
      ).toEqual(
        failed(
          'ERROR: no; Hint: try; ' +
            'Where: PL/pgSQL function inline_code_block line 1 at RAISE; SQLState: P0001',
        ),
      );
    });

    it('refuses two statements', async () => {
      expect(await api.execute('select 1; select 2')).toEqual({
        status: 400,
        error: 'ValidationException',
        body: { message: "Multistatements aren't supported" },
      });
    });

    it('takes a statement with its end', async () => {
      expect((await api.execute('select 1; -- done')).status).toBe(200);
    });

    it('rewrites a name inside of dollar quotes, and says nothing', async () => {
      const { status } = await api.execute(
        'create procedure trap() language plpgsql as $$ begin perform :word; end $$',
      );
      const { body } = await api.execute("select prosrc from pg_proc where proname = 'trap'");

      expect(status).toBe(200);
      expect(body.records).toEqual([[{ stringValue: ' begin perform $1; end ' }]]);
    });

    it('breaks an array slice', async () => {
      expect(await api.execute('select (array[1,2,3])[1:2]')).toEqual(
        failed('ERROR: syntax error at or near "$1"; Position: 24; SQLState: 42601'),
      );
    });

    it('fails when nothing is bound to a name', async () => {
      expect(await api.execute('select :a::int')).toEqual(
        failed(
          'ERROR: bind message supplies 0 parameters, but prepared statement "" requires 1; ' +
            'SQLState: 08P01',
        ),
      );
    });

    it('fails a COPY from a client that is not there', async () => {
      expect(await api.execute('copy items from stdin')).toEqual(
        failed('ERROR: COPY from stdin failed: No source stream defined; SQLState: 57014'),
      );
    });

    it('fails on a database that is not there', async () => {
      expect(await api.execute('select 1', { database: 'nowhere' })).toEqual(
        failed('ERROR: database "nowhere" does not exist; SQLState: 3D000'),
      );
    });

    it('keeps what a transaction did only when it is committed', async () => {
      const first = await api.begin();
      await api.execute('create table kept (a int)', { transactionId: first });
      await api.post('/CommitTransaction', { transactionId: first });
      const second = await api.begin();
      await api.execute('drop table kept', { transactionId: second });
      await api.post('/RollbackTransaction', { transactionId: second });

      expect((await api.execute('select * from kept')).status).toBe(200);
    });

    it('runs a procedure that commits, outside of a transaction only', async () => {
      await api.execute(
        'create procedure committing() language plpgsql as $$ begin commit; end $$',
      );
      expect((await api.execute('call committing()')).status).toBe(200);

      const transactionId = await api.begin();
      expect(await api.execute('call committing()', { transactionId })).toEqual(
        failed(
          'ERROR: invalid transaction termination; ' +
            'Where: PL/pgSQL function committing() line 1 at COMMIT; SQLState: 2D000',
        ),
      );
      await api.post('/RollbackTransaction', { transactionId });
    });

    it('ends a transaction that a statement left open', async () => {
      await api.execute('begin');

      expect((await api.execute('vacuum items')).status).toBe(200);
    });
  });
}

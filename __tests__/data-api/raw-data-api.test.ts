import { LoginRefusedError } from '../../data-api/access-errors';
import { HttpEndpointDisabledError } from '../../data-api/cluster-errors';
import { RawDataApi } from '../../data-api/raw-data-api';
import { SqlError, UnknownOutcomeError } from '../../migration/errors';
import {
  begins,
  fails,
  fails400,
  hangsUp,
  resourceArn,
  resumes,
  rollsBack,
  ScriptedService,
  secretArn,
  succeeds,
} from './scripted-service';

let service: ScriptedService;
let api: RawDataApi;
let nowMs: number;
beforeEach(async () => {
  service = await ScriptedService.start();
  nowMs = 0;
  api = new RawDataApi({
    client: service.client(),
    resourceArn,
    secretArn,
    database: 'shop',
    clock: {
      now: () => nowMs,
      sleep: (durationMs) => {
        nowMs += durationMs;
        return Promise.resolve();
      },
      random: () => 1,
    },
  });
});
afterEach(() => service.stop());

it('gives every value that comes, and of those of other kinds that they came', async () => {
  service.answerWith(
    succeeds({
      columnMetadata: [{ label: 'a' }, { name: 'b' }, {}, {}, {}, {}, {}],
      records: [
        [
          { stringValue: 'x' },
          { longValue: 1 },
          { doubleValue: 1.5 },
          { booleanValue: false },
          { isNull: true },
          { arrayValue: { longValues: [1] } },
          { blobValue: 'AA==' },
        ],
      ],
    }),
  );

  expect(await api.execute({ sql: 'select 1' })).toEqual({
    kind: 'result',
    elapsedMs: 0,
    waitedFor: [],
    labels: ['a', 'b', '', '', '', '', ''],
    rows: [['x', 1, 1.5, false, null, { kind: 'array' }, { kind: 'binary' }]],
  });
});

it('gives an error as the service worded it, with what the tool makes of it', async () => {
  const message = 'ERROR: relation "a" does not exist; Position: 15; SQLState: 42P01';
  service.answerWith(fails400('DatabaseErrorException', message));

  expect(await api.execute({ sql: 'select * from a' })).toEqual({
    kind: 'failure',
    elapsedMs: 0,
    waitedFor: [],
    words: { name: 'DatabaseErrorException', message, httpStatus: 400 },
    error: expect.any(SqlError),
  });
});

it('waits for a paused cluster, and tells that it did', async () => {
  service.answerWith(resumes, resumes, succeeds({ records: [] }));

  expect(await api.execute({ sql: 'select 1' })).toMatchObject({
    kind: 'result',
    elapsedMs: 1500,
    waitedFor: ['DatabaseResumingException', 'DatabaseResumingException'],
  });
});

it('does not wait for what a person has to change', async () => {
  service.answerWith(fails400('HttpEndpointNotEnabledException', 'HttpEndpoint is not enabled'));

  expect(await api.execute({ sql: 'select 1' })).toMatchObject({
    kind: 'failure',
    elapsedMs: 0,
    error: expect.any(HttpEndpointDisabledError),
  });
});

it.each([
  ['the password', 'FATAL: password authentication failed; SQLState: 28P01', LoginRefusedError],
  ['a read-only server', 'ERROR: cannot execute INSERT; SQLState: 25006', SqlError],
])('does not wait for %s, either', async (_, text, error) => {
  service.answerWith(fails400('BadRequestException', text));

  expect(await api.execute({ sql: 'insert into a values (1)' })).toMatchObject({
    kind: 'failure',
    elapsedMs: 0,
    error: expect.any(error),
  });
});

it('sends nothing again that may have run, once the database has answered', async () => {
  service.answerWith(succeeds(), hangsUp);
  await api.execute({ sql: 'select 1' });

  const answer = await api.execute({ sql: 'insert into a values (1)' });

  expect(answer).toMatchObject({ kind: 'failure', error: expect.any(UnknownOutcomeError) });
  expect(service.paths).toEqual(['/Execute', '/Execute']);
});

it('sends what is too long, too, and what belongs to a transaction', async () => {
  service.answerWith(begins, succeeds(), rollsBack);
  const sql = 'x'.repeat(70_000);

  await api.begin();
  await api.execute({ sql, transactionId: 'T1', continueAfterTimeout: true });
  await api.rollback('T1');

  expect(service.requests).toMatchObject([
    { path: '/BeginTransaction' },
    { path: '/Execute', body: { sql, transactionId: 'T1', continueAfterTimeout: true } },
    { path: '/RollbackTransaction', body: { transactionId: 'T1' } },
  ]);
});

it('keeps a failure of the rollback to itself', async () => {
  service.answerWith(fails(500, 'InternalServerErrorException'));

  await expect(api.rollback('T1')).resolves.toBeUndefined();
});

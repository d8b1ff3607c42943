import {
  begins,
  commits,
  fails,
  fails400,
  hangsUp,
  resourceArn,
  resumes,
  rollsBack,
  ScriptedService,
  secretArn,
  succeeds,
  type Answer,
} from './scripted-service';

const noInstance = fails(404, 'DatabaseNotFoundException', 'DBCluster has no instance');
const endpointOff = fails400('HttpEndpointNotEnabledException', 'HttpEndpoint is not enabled');
const writerAway = fails(504, 'DatabaseUnavailableException');
const unconnected = fails400(
  'BadRequestException',
  'Communications link failure\n\nThe last packet sent successfully to the server was 0 ' +
    'milliseconds ago. The driver has not received any packets from the server.',
);
const throttled = fails400('ThrottlingException', 'Rate exceeded');
const startsUp = fails400(
  'DatabaseErrorException',
  'FATAL: the database system is starting up; SQLState: 57P03',
);
const denied = fails(403, 'AccessDeniedException', 'not allowed');
const starts = fails400('InvalidResourceStateException', 'DBCluster shop is starting');
const readOnly = fails400(
  'DatabaseErrorException',
  'ERROR: cannot execute DELETE in a read-only transaction; SQLState: 25006',
);
const readOnlyOption = fails400(
  'DatabaseErrorException',
  'The MySQL server is running with the --read-only option so it cannot execute this statement; ' +
    'Error code: 1290; SQLState: HY000',
);
const readOnlyMode = fails400(
  'DatabaseErrorException',
  'Running in read-only mode; Error code: 1836; SQLState: HY000',
);
const passwordRefused = fails400(
  'BadRequestException',
  'FATAL: password authentication failed for user "admin_user"; SQLState: 28P01',
);
const mysqlPasswordRefused = fails400(
  'BadRequestException',
  "Access denied for user 'admin_user'@'10.0.0.1' (using password: YES)",
);
const loginReason =
  'the database refuses the login of the secret, as it does while that is rotated';

describe('waiting for the database', () => {
  let service: ScriptedService;
  beforeEach(async () => {
    service = await ScriptedService.start();
  });
  afterEach(() => service.stop());

  it.each<[string, Answer, string, givesUpAfterMs?: number]>([
    ['a paused cluster', resumes, 'it is resuming after being paused'],
    ['a cluster without an instance', noInstance, 'it has no instance'],
    ['a Data API that is off', endpointOff, 'the Data API of the cluster is off'],
    ['a writer that is not there', writerAway, 'its writer is not available'],
    ['a connection that was refused', unconnected, 'it takes no connections yet'],
    ['a server that starts up', startsUp, 'it takes no connections yet'],
    ['throttling', throttled, 'AWS throttles the calls'],
    ['a cluster that starts', starts, 'it takes no calls in its present state'],
    ['a writer that has become a reader', readOnly, 'the server that answers is read-only'],
    ['the same on MySQL', readOnlyOption, 'the server that answers is read-only'],
    ['the same on Aurora MySQL', readOnlyMode, 'the server that answers is read-only'],
    [
      'a new role',
      denied,
      'AWS denies access, as it does for some seconds after a role was made',
      15_000,
    ],
    ['a login that is refused', passwordRefused, loginReason, 15_000],
    ['a login that MySQL refuses', mysqlPasswordRefused, loginReason, 15_000],
  ])('waits for %s', async (_, failure, reason, givesUpAfterMs = 120_000) => {
    service.answerWith(failure, succeeds());

    await service.database().execute({ sql: 'call work()', waitsForWriter: true });

    expect(service.waits).toEqual([
      { reason, attempt: 1, elapsedMs: 0, nextDelayMs: 500, givesUpAfterMs },
    ]);
  });

  it.each<[string, Answer, string]>([
    ['a login that worked before', passwordRefused, loginReason],
    [
      'a secret that worked before',
      fails400('SecretsErrorException', 'no such version'),
      'the secret, which has worked before, cannot be used',
    ],
    [
      'a secret that held a login before',
      fails400('InvalidSecretException', 'no password'),
      'the secret, which has worked before, cannot be used',
    ],
  ])('waits longer for %s, since it is being rotated', async (_, failure, reason) => {
    service.answerWith(succeeds(), failure, succeeds());
    const database = service.database();
    await database.execute({ sql: 'select 1' });

    await database.execute({ sql: 'delete from a' });

    expect(service.waits).toEqual([
      { reason, attempt: 1, elapsedMs: 0, nextDelayMs: 500, givesUpAfterMs: 120_000 },
    ]);
  });

  it('fails when the login stays refused, and says what may be wrong', async () => {
    service.answerWith(...Array<Answer>(30).fill(passwordRefused));

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(
      `The database refuses the login of the secret ${secretArn}, still after 15 s: password ` +
        'authentication failed for user "admin_user"; set the user\'s password to the one in the ' +
        'secret, or, if it is being rotated, run again when that has ended',
    );
  });

  it('fails when the server stays read-only, and says where to look', async () => {
    service.answerWith(...Array<Answer>(30).fill(readOnly));

    const call = service.database().execute({ sql: 'delete from a', isRepeatable: true });

    await expect(call).rejects.toThrow(
      `${resourceArn} was not ready after 120 s (17 attempts): the server that answers is ` +
        'read-only; look whether it fails over, and whether its writer or the user is read-only',
    );
  });

  it('does not wait in a transaction, whose server stays the same', async () => {
    service.answerWith(begins, readOnly, rollsBack);

    const session = service
      .database()
      .withSession((held) => held.execute({ sql: 'delete from a', isRepeatable: true }));

    await expect(session).rejects.toMatchObject({
      name: 'SqlError',
      details: { sqlState: '25006' },
    });
    expect(service.waits).toEqual([]);
  });

  it('does not wait with a statement that may have done a part of its work', async () => {
    service.answerWith(readOnly);

    const call = service.database().execute({ sql: 'call work()' });

    await expect(call).rejects.toMatchObject({ name: 'SqlError', details: { sqlState: '25006' } });
    expect(service.waits).toEqual([]);
  });

  it.each([
    [
      'of a transaction that was begun so',
      'Cannot execute statement in a READ ONLY transaction.; Error code: 1792; SQLState: 25006',
    ],
    [
      'of a login elsewhere',
      "ERROR: failed to connect to MySQL: Access denied for user 'a'@'b' (using password: YES); SQLState: HV00N",
    ],
    [
      'of rights',
      "Access denied for user 'a'@'b' to database 'shop'; Error code: 1044; SQLState: 42000",
    ],
  ])('does not wait for a refusal %s', async (_, text) => {
    service.answerWith(fails400('DatabaseErrorException', text));

    const call = service.database().execute({ sql: 'delete from a', waitsForWriter: true });

    await expect(call).rejects.toMatchObject({ name: 'SqlError' });
    expect(service.waits).toEqual([]);
  });

  it('waits no longer than the one who calls has time', async () => {
    service.answerWith(...Array<Answer>(30).fill(resumes));

    const call = service.database().within(10_000).execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow('was not ready after 10 s (6 attempts)');
    expect(service.waits.map(({ givesUpAfterMs }) => givesUpAfterMs)).toEqual(
      Array(5).fill(10_000),
    );
  });

  it('sends a call that may take 45 s only while there are as many left', async () => {
    service.answerWith(...Array<Answer>(30).fill(resumes));

    const call = service
      .database()
      .within(48_000)
      .execute({ sql: 'call work()', continueAfterTimeout: true });

    await expect(call).rejects.toThrow('was not ready after 3 s (4 attempts)');
  });

  it('waits for all that a new cluster goes through', async () => {
    service.answerWith(noInstance, writerAway, endpointOff, unconnected, begins, commits);

    await service.database().withSession(() => Promise.resolve());

    expect(service.waits.map(({ reason }) => reason)).toEqual([
      'it has no instance',
      'its writer is not available',
      'the Data API of the cluster is off',
      'it takes no connections yet',
    ]);
  });

  it('waits longer each time, up to ten seconds, and tries once more at the deadline', async () => {
    service.answerWith(...Array<Answer>(20).fill(resumes));

    const call = service.database({ resumeTimeoutMs: 30_000 }).execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow('was not ready after 30 s');
    expect(service.waits.map(({ nextDelayMs }) => nextDelayMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 10_000, 4_500,
    ]);
    expect(service.waits.map(({ elapsedMs }) => elapsedMs)).toEqual([
      0, 500, 1_500, 3_500, 7_500, 15_500, 25_500,
    ]);
  });

  it('leaves half of each delay to chance', async () => {
    service.answerWith(resumes, resumes, succeeds());
    const clock = { now: () => 0, sleep: () => Promise.resolve(), random: () => 0 };

    await service.database({ clock }).execute({ sql: 'select 1' });

    expect(service.waits.map(({ nextDelayMs }) => nextDelayMs)).toEqual([250, 500]);
  });

  it('fails after two minutes, and says what it waited for', async () => {
    service.answerWith(...Array<Answer>(30).fill(resumes));

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(
      `${resourceArn} was not ready after 120 s (17 attempts): it is resuming after being ` +
        'paused; run again in a minute',
    );
    await expect(call).rejects.toMatchObject({ name: 'DatabaseNotReadyError' });
  });

  it('fails when the Data API stays off, and says how to turn it on', async () => {
    service.answerWith(...Array<Answer>(30).fill(endpointOff));

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(
      `The Data API is off for ${resourceArn}, still after 120 s; set enable_http_endpoint = ` +
        'true on the cluster',
    );
  });

  it('fails after fifteen seconds without access', async () => {
    service.answerWith(...Array<Answer>(30).fill(denied));

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.toMatchObject({ name: 'AccessDeniedError' });
    expect(service.waits.at(-1)).toMatchObject({ elapsedMs: 7_500, nextDelayMs: 7_500 });
  });

  it('sends a call once when it may not wait', async () => {
    service.answerWith(resumes, succeeds());

    const call = service.database({ resumeTimeoutMs: 0 }).execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow('was not ready after 0 s (1 attempt)');
    expect(service.requests).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['a writer that is not there', writerAway],
    ['a lost answer', hangsUp],
    ['an error of the service', fails(500, 'InternalServerErrorException')],
    ['a service that is not available', fails(503, 'ServiceUnavailableError')],
  ])('begins a transaction again after %s', async (_, failure) => {
    service.answerWith(succeeds(), failure, begins, rollsBack);
    const database = service.database();
    await database.execute({ sql: 'select 1' });

    await expect(database.withSession(() => Promise.reject(new Error('work')))).rejects.toThrow(
      'work',
    );
    expect(service.paths).toEqual([
      '/Execute',
      '/BeginTransaction',
      '/BeginTransaction',
      '/RollbackTransaction',
    ]);
  });
});

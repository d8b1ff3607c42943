import {
  begins,
  fails,
  fails400,
  hangsUp,
  rollsBack,
  ScriptedService,
  sends,
  succeeds,
  type Answer,
} from './scripted-service';

const inTheMiddle = fails400(
  'BadRequestException',
  'Communications link failure\n\nThe last packet successfully received from the server was ' +
    '1,500 milliseconds ago.',
);

describe('an answer that is lost', () => {
  let service: ScriptedService;
  beforeEach(async () => {
    service = await ScriptedService.start();
  });
  afterEach(() => service.stop());

  it.each<[string, Answer, string]>([
    [
      'the service fails',
      fails(500, 'InternalServerErrorException'),
      'HTTP 500, InternalServerErrorException',
    ],
    [
      'the service is away',
      fails(503, 'ServiceUnavailableError'),
      'HTTP 503, ServiceUnavailableError',
    ],
    ['a failure has no model', fails(500, 'InternalFailure'), 'HTTP 500, InternalFailure'],
    ['a proxy answers', sends(502, '<html>Bad Gateway</html>'), 'HTTP 502, SyntaxError'],
    ['the answer is cut off', sends(200, '{"records":[[{"str'), 'HTTP 200, SyntaxError'],
    // It may have been that the statement runs on.
    ['a refusal is cut off', sends(400, '{"message":"Statement time'), 'HTTP 400, SyntaxError'],
  ])('fails once when %s, and says that the outcome is unknown', async (_, answer, reason) => {
    service.answerWith(answer, succeeds());

    const call = service.database().execute({ sql: 'delete from a' });

    await expect(call).rejects.toThrow(
      `The answer to the statement was lost (${reason}); look in the database whether it took ` +
        'effect before running it again',
    );
    await expect(call).rejects.toMatchObject({ name: 'UnknownOutcomeError' });
    expect(service.requests).toHaveLength(1);
  });

  it('is asked for again when the statement only reads', async () => {
    service.answerWith(
      succeeds(),
      fails(500, 'InternalServerErrorException'),
      fails(504, 'DatabaseUnavailableException'),
      succeeds(),
    );
    const database = service.database();
    await database.execute({ sql: 'select 1' });

    await database.execute({ sql: 'select 2', isRepeatable: true });

    expect(service.requests).toHaveLength(4);
  });

  it.each<[string, Answer, string]>([
    [
      'the writer goes away',
      fails(504, 'DatabaseUnavailableException'),
      'the writer of the cluster is not available',
    ],
    ['the link breaks', inTheMiddle, 'the connection to the database broke'],
    [
      'the driver loses its connection',
      fails400('DatabaseErrorException', 'An I/O error occurred; SQLState: 08006'),
      'the connection to the database broke',
    ],
    [
      'the server shuts down',
      fails400(
        'DatabaseErrorException',
        'FATAL: terminating connection due to administrator command; SQLState: 57P01',
      ),
      'the connection to the database broke',
    ],
  ])('fails once when %s after the first answer', async (_, answer, reason) => {
    service.answerWith(succeeds(), answer, succeeds());
    const database = service.database();
    await database.execute({ sql: 'select 1' });

    await expect(database.execute({ sql: 'delete from a' })).rejects.toThrow(
      `The answer to the statement was lost (${reason}); look in the database whether it took ` +
        'effect before running it again',
    );
    expect(service.requests).toHaveLength(2);
  });

  it('counts a refusal by the database as its first answer', async () => {
    service.answerWith(
      fails400('DatabaseErrorException', 'ERROR: no; SQLState: 42P01'),
      fails(504, 'DatabaseUnavailableException'),
    );
    const database = service.database();
    await expect(database.execute({ sql: 'select 1' })).rejects.toThrow('no (42P01)');

    await expect(database.execute({ sql: 'delete from a' })).rejects.toMatchObject({
      name: 'UnknownOutcomeError',
    });
  });

  it.each<[string, Answer, string]>([
    [
      'the writer goes away',
      fails(504, 'DatabaseUnavailableException'),
      'the writer of the cluster is not available',
    ],
    [
      'it takes too long',
      fails400('StatementTimeoutException', 'timed out'),
      'it took longer than 45 s',
    ],
  ])('fails once when %s at a commit, and frees the session', async (_, answer, reason) => {
    service.answerWith(begins, answer, rollsBack);

    const session = service.database().withSession(() => Promise.resolve());

    await expect(session).rejects.toThrow(
      `The answer to the commit was lost (${reason}); look in the database whether it took ` +
        'effect before running it again',
    );
    expect(service.paths).toEqual([
      '/BeginTransaction',
      '/CommitTransaction',
      '/RollbackTransaction',
    ]);
  });

  it('fails once when the service hangs up', async () => {
    service.answerWith(hangsUp, succeeds());

    const call = service.database().execute({ sql: 'delete from a' });

    await expect(call).rejects.toMatchObject({ name: 'UnknownOutcomeError' });
    expect(service.requests).toHaveLength(1);
  });

  it('is lost, too, when the connection breaks in the middle of a refusal', async () => {
    const client = clientThatFails('aborted', {
      code: 'ECONNRESET',
      $metadata: { httpStatusCode: 400 },
    });

    const call = service.database({ client }).execute({ sql: 'delete from a' });

    await expect(call).rejects.toMatchObject({ name: 'UnknownOutcomeError' });
  });

  it('says what happened to the socket', async () => {
    const client = clientThatFails('read ECONNRESET', { name: 'TimeoutError', code: 'ECONNRESET' });

    const call = service.database({ client }).execute({ sql: 'delete from a' });

    await expect(call).rejects.toThrow(
      'The answer to the statement was lost (ECONNRESET); look in the database whether it took ' +
        'effect before running it again',
    );
  });

  it('fails when a transaction cannot be begun for fifteen seconds', async () => {
    service.answerWith(...Array<Answer>(10).fill(fails(503, 'ServiceUnavailableError')));

    const session = service.database().withSession(() => Promise.resolve());

    await expect(session).rejects.toThrow(
      'The answer to the beginning of a transaction was lost (HTTP 503, ' +
        'ServiceUnavailableError); look in the database whether it took effect before running ' +
        'it again',
    );
    expect(service.waits.at(-1)).toMatchObject({ elapsedMs: 7_500, nextDelayMs: 7_500 });
  });

  it('keeps the cause', async () => {
    service.answerWith(fails(500, 'InternalServerErrorException'));

    const call = service.database().execute({ sql: 'delete from a' });

    await expect(call).rejects.toMatchObject({ cause: { name: 'InternalServerErrorException' } });
  });

  it('does not keep a cause that quotes the data of an unreadable answer', async () => {
    service.answerWith(sends(200, '{"records":[[{"stringValue":"of a customer"'));

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.not.toHaveProperty('cause');
  });
});

describe('a call that was never sent', () => {
  let service: ScriptedService;
  beforeEach(async () => {
    service = await ScriptedService.start();
  });
  afterEach(() => service.stop());

  it.each([
    [
      'nobody listens',
      'connect ECONNREFUSED 127.0.0.1:1',
      { code: 'ECONNREFUSED' },
      'ECONNREFUSED',
    ],
    ['the host has no address', 'getaddrinfo ENOTFOUND a', { code: 'ENOTFOUND' }, 'ENOTFOUND'],
    ['the endpoint is no URL', 'Invalid URL', { code: 'ERR_INVALID_URL' }, 'ERR_INVALID_URL'],
    [
      'the connection takes too long for the system',
      'connect ETIMEDOUT 10.0.0.1:443',
      { name: 'TimeoutError', code: 'ETIMEDOUT', syscall: 'connect' },
      'ETIMEDOUT',
    ],
    [
      'the connection takes too long for the client',
      'the request socket did not establish a connection within 5000 ms',
      { name: 'TimeoutError' },
      'the request socket did not establish a connection within 5000 ms',
    ],
  ])('fails at once when %s, and says where to look', async (_, message, details, reason) => {
    const client = clientThatFails(message, details);

    const call = service.database({ client }).execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(
      `The Data API cannot be reached: ${reason}; check the network, AWS_REGION and ` +
        'AWS_ENDPOINT_URL_RDS_DATA',
    );
    expect(service.waits).toEqual([]);
  });

  it('fails after fifteen seconds when the service was there before', async () => {
    const { send } = clientThatFails('connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED' });
    const client = { send: jest.fn(send).mockResolvedValueOnce({}) };
    const database = service.database({ client });
    await database.execute({ sql: 'select 1' });

    const call = database.execute({ sql: 'delete from a' });

    await expect(call).rejects.toMatchObject({ name: 'EndpointUnreachableError' });
    expect(service.waits.at(-1)).toMatchObject({ elapsedMs: 7_500, nextDelayMs: 7_500 });
  });
});

// Errors of a real socket come from outside of jest's realm, where the SDK takes them for
// something else than an Error and drops their code.
function clientThatFails(message: string, details: object) {
  return {
    send: (): Promise<object> => Promise.reject(Object.assign(new Error(message), details)),
  };
}

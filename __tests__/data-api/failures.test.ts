import {
  fails,
  fails400,
  resourceArn,
  ScriptedService,
  secretArn,
  sends,
  succeeds,
  type Answer,
} from './scripted-service';

const rights =
  'allow rds-data:ExecuteStatement, BeginTransaction, CommitTransaction and RollbackTransaction ' +
  `on ${resourceArn}, and secretsmanager:GetSecretValue on ${secretArn}`;
const secretRule =
  "it must exist in the cluster's region, be readable with its KMS key, and hold the keys " +
  'username and password';

describe('a failure', () => {
  let service: ScriptedService;
  beforeEach(async () => {
    service = await ScriptedService.start();
  });
  afterEach(() => service.stop());

  it.each<[string, Answer, string, string]>([
    [
      'a secret that holds no login',
      fails400('InvalidSecretException', 'no username'),
      'SecretError',
      `The Data API cannot use the secret ${secretArn}: no username; ${secretRule}`,
    ],
    [
      'a secret that cannot be read',
      fails400('SecretsErrorException', 'not found'),
      'SecretError',
      `The Data API cannot use the secret ${secretArn}: not found; ${secretRule}`,
    ],
    [
      'a cluster that does not exist',
      fails(404, 'NotFoundException', 'no such cluster'),
      'ClusterNotFoundError',
      `The Data API finds no cluster ${resourceArn} or no secret ${secretArn}: no such cluster; ` +
        'check both ARNs, and that AWS_REGION is theirs',
    ],
    [
      'a cluster that is stopped',
      fails400('InvalidResourceStateException', 'stopped'),
      'ClusterStateError',
      `${resourceArn} takes no calls in its present state: stopped; start the cluster, or wait ` +
        'until its status is available, and run again',
    ],
    [
      'a transaction that has ended',
      fails(404, 'TransactionNotFoundException', 'Transaction T1 is not found'),
      'TransactionEndedError',
      'The transaction is gone: Transaction T1 is not found; what it had not committed was ' +
        'rolled back. The Data API ends one after 3 minutes without a call, or 24 hours in all; ' +
        'run again',
    ],
    [
      'a result that is too large',
      fails400('UnsupportedResultException', 'Database returned more than the allowed size'),
      'UnsupportedResultError',
      'The Data API cannot pass on the result: Database returned more than the allowed size; the ' +
        'statement ran, and its transaction may be gone. A result may have 1 MiB and a row 64 ' +
        'KB: read less, and cast unusual types to text',
    ],
    [
      'two statements in one call',
      fails400('ValidationException', "Multistatements aren't supported"),
      'RequestRefusedError',
      'The Data API refused the call before it reached the database: Multistatements ' +
        "aren't supported",
    ],
    [
      'a whole refusal of which nobody has heard',
      fails(422, 'UnheardOfException', 'not today'),
      'RequestRefusedError',
      'The Data API refused the call before it reached the database: not today',
    ],
    [
      'credentials that have expired',
      fails(403, 'ExpiredTokenException', 'The security token is expired'),
      'AwsConfigurationError',
      'AWS was not called, or did not take the credentials: The security token is expired; check ' +
        'AWS_REGION and the credentials (AWS_PROFILE, or the role of the function)',
    ],
    [
      'a request that a proxy found too large',
      sends(413, '{}'),
      'RequestTooLargeError',
      'The Data API found the request too large; send less',
    ],
  ])('fails for %s, and says what to do', async (_, answer, name, message) => {
    service.answerWith(answer);

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(message);
    await expect(call).rejects.toMatchObject({ name });
    expect(service.requests).toHaveLength(1);
  });

  it.each<[string, Answer, string]>([
    ['to the cluster', fails(403, 'AccessDeniedException', 'not allowed'), 'not allowed'],
    ['of a kind that has no words', fails(403, 'ForbiddenException'), 'ForbiddenException'],
    [
      'to the secret, under another name',
      fails400('BadRequestException', 'role is not authorized to perform: secretsmanager'),
      'role is not authorized to perform: secretsmanager',
    ],
  ])('fails for missing access %s, and says what to allow', async (_, answer, reason) => {
    service.answerWith(answer);

    const call = service.database({ resumeTimeoutMs: 0 }).execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(`AWS denied the call: ${reason}; ${rights}`);
  });

  it.each([
    ['PostgreSQL', 'ERROR: role is not authorized to perform: lambda; SQLState: XX000'],
    ['MySQL', 'role is not authorized to perform: lambda; Error code: 1873; SQLState: HY000'],
  ])('fails once when a statement has no access to AWS, on %s', async (_, words) => {
    service.answerWith(fails400('DatabaseErrorException', words), succeeds());

    const call = service.database().execute({ sql: 'call calls_lambda()' });

    await expect(call).rejects.toMatchObject({
      name: 'SqlError',
      details: { message: 'role is not authorized to perform: lambda' },
    });
    expect(service.requests).toHaveLength(1);
  });

  it('fails without a region', async () => {
    const client = { send: () => Promise.reject(new Error('Region is missing')) };

    const call = service.database({ client }).execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(
      'AWS was not called, or did not take the credentials: no region is set; check AWS_REGION ' +
        'and the credentials (AWS_PROFILE, or the role of the function)',
    );
  });

  it.each([
    [
      'PostgreSQL',
      'ERROR: relation "a" does not exist; Position: 15; SQLState: 42P01',
      'relation "a" does not exist (42P01)',
      { message: 'relation "a" does not exist', position: 15, sqlState: '42P01' },
    ],
    [
      'MySQL',
      "Table 'shop.a' doesn't exist; Error code: 1146; SQLState: 42S02",
      "Table 'shop.a' doesn't exist (1146)",
      { message: "Table 'shop.a' doesn't exist", code: 1146, sqlState: '42S02' },
    ],
    [
      'a connection that the statement makes elsewhere',
      'ERROR: could not connect to server "b"; SQLState: 08001',
      'could not connect to server "b" (08001)',
      { message: 'could not connect to server "b"', sqlState: '08001' },
    ],
    [
      'a parameter that is missing',
      'ERROR: bind message supplies 0 parameters; SQLState: 08P01',
      'bind message supplies 0 parameters (08P01)',
      { message: 'bind message supplies 0 parameters', sqlState: '08P01' },
    ],
    [
      'the service itself',
      'Transaction is still running a query',
      'Transaction is still running a query',
      { message: 'Transaction is still running a query' },
    ],
  ])('fails with the words of %s', async (_, text, message, details) => {
    service.answerWith(fails400('DatabaseErrorException', text));

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(message);
    await expect(call).rejects.toMatchObject({ name: 'SqlError', details });
  });

  it.each([
    [false, 'it was cancelled'],
    [true, 'it runs on in the database'],
  ])('fails at the time limit; continueAfterTimeout = %s', async (continueAfterTimeout, fate) => {
    service.answerWith(fails400('StatementTimeoutException', 'timed out'), succeeds());

    const call = service.database().execute({ sql: 'select 1', continueAfterTimeout });

    await expect(call).rejects.toThrow(
      `The statement took longer than the 45 s that the Data API gives a call; ${fate}`,
    );
    await expect(call).rejects.toMatchObject({ name: 'StatementTimeoutError' });
    expect(service.requests).toHaveLength(1);
  });

  it('does not repeat SQL that a validation error quotes', async () => {
    service.answerWith(
      fails400(
        'ValidationException',
        "Value 'insert into a values ('secret')' at 'sql' failed to satisfy constraint",
      ),
    );

    const call = service.database().execute({ sql: 'select 1' });

    await expect(call).rejects.toThrow(
      "The Data API refused the call before it reached the database: The value at 'sql' failed " +
        'to satisfy constraint',
    );
    await expect(call).rejects.not.toHaveProperty('cause');
  });
});

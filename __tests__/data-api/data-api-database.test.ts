import {
  begins,
  commits,
  fails,
  fails400,
  hangsUp,
  resourceArn,
  rollsBack,
  ScriptedService,
  secretArn,
  succeeds,
} from './scripted-service';

describe('DataApiDatabase', () => {
  let service: ScriptedService;
  beforeEach(async () => {
    service = await ScriptedService.start();
  });
  afterEach(() => service.stop());

  it('says where and what to run', async () => {
    service.answerWith(succeeds());

    await service.database().execute({
      sql: 'insert into a values (:text, :none)',
      parameters: { text: 'x', none: null },
      continueAfterTimeout: true,
    });

    expect(service.requests[0]?.body).toEqual({
      resourceArn,
      secretArn,
      database: 'shop',
      sql: 'insert into a values (:text, :none)',
      parameters: [
        { name: 'text', value: { stringValue: 'x' } },
        { name: 'none', value: { isNull: true } },
      ],
      includeResultMetadata: true,
      continueAfterTimeout: true,
    });
  });

  it('leaves out what a plain statement does not need', async () => {
    service.answerWith(succeeds());

    await service.database().execute({ sql: 'create table a (id int)' });

    expect(service.requests[0]?.body).toEqual({
      resourceArn,
      secretArn,
      database: 'shop',
      sql: 'create table a (id int)',
      includeResultMetadata: true,
    });
  });

  it('returns rows by label', async () => {
    service.answerWith(
      succeeds({
        columnMetadata: [{ label: 'version' }, { label: 'statements' }],
        records: [[{ stringValue: '1' }, { longValue: 3 }]],
      }),
    );

    const rows = await service.database().execute({ sql: 'select 1' });

    expect(rows).toEqual([{ version: '1', statements: 3 }]);
  });

  it('returns no rows for a statement without a result', async () => {
    service.answerWith(succeeds({ numberOfRecordsUpdated: 0, generatedFields: [] }));

    expect(await service.database().execute({ sql: 'create table a (id int)' })).toEqual([]);
  });

  it('runs the statements of a session in one transaction and commits it', async () => {
    service.answerWith(begins, succeeds(), commits);

    const result = await service.database().withSession(async (session) => {
      await session.execute({ sql: 'set local lock_timeout = 0' });
      return 'done';
    });

    expect(result).toBe('done');
    expect(service.requests.map(({ path, body }) => [path, body.transactionId])).toEqual([
      ['/BeginTransaction', undefined],
      ['/Execute', 'T1'],
      ['/CommitTransaction', 'T1'],
    ]);
  });

  it('rolls a session back when its work fails', async () => {
    service.answerWith(begins, rollsBack);

    const session = service.database().withSession(() => Promise.reject(new Error('of the work')));

    await expect(session).rejects.toThrow('of the work');
    expect(service.paths).toEqual(['/BeginTransaction', '/RollbackTransaction']);
  });

  it('tells the error of the work when the rollback fails as well', async () => {
    service.answerWith(begins, hangsUp);

    const session = service.database().withSession(() => Promise.reject(new Error('of the work')));

    await expect(session).rejects.toThrow('of the work');
  });

  it('fails when the database refuses the commit, and frees the session', async () => {
    service.answerWith(
      begins,
      fails400('DatabaseErrorException', 'ERROR: deferred key is violated; SQLState: 23503'),
      rollsBack,
    );

    const session = service.database().withSession(() => Promise.resolve());

    await expect(session).rejects.toThrow('deferred key is violated (23503)');
    expect(service.paths).toEqual([
      '/BeginTransaction',
      '/CommitTransaction',
      '/RollbackTransaction',
    ]);
  });

  it('never sends a commit again, not even when it was surely not run', async () => {
    service.answerWith(begins, fails(400, 'ThrottlingException', 'Rate exceeded'), rollsBack);

    const session = service.database().withSession(() => Promise.resolve());

    await expect(session).rejects.toThrow(
      `${resourceArn} was not ready after 0 s (1 attempt): AWS throttles the calls; run again ` +
        'when fewer calls are made',
    );
    expect(service.paths).toEqual([
      '/BeginTransaction',
      '/CommitTransaction',
      '/RollbackTransaction',
    ]);
  });
});

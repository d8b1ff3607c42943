import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../local/backend';
import { createPgliteBackend } from '../../local/backends/pglite';
import { openBackend } from '../../local/open-backend';
import { describePostgresql } from './describe-postgresql';
import { startTestApi, text } from './local-api';

// It takes seconds to start, so the tests here share one.
const starting = createPgliteBackend();
const shared = async (): Promise<Backend> => ({
  ...(await starting),
  close: () => Promise.resolve(),
});
afterAll(async () => (await starting).close());

describePostgresql('PGlite', shared);

describe('PGlite alone', () => {
  it('leaves nothing in its one session after a call', async () => {
    const api = await startTestApi(await shared());
    await api.execute("set application_name = 'mine'");
    await api.execute('create temp table t (a int)');

    const { body } = await api.execute(
      "select current_setting('application_name'), to_regclass('t')::text",
    );

    expect(body.records).toEqual([[{ stringValue: '' }, { isNull: true }]]);
    await api.close();
  });

  it('lets calls wait while a transaction is open', async () => {
    const api = await startTestApi(await shared());
    const transactionId = await api.begin();

    const waiting = api.execute('select 1');
    await api.execute('select 2', { transactionId });
    await api.post('/CommitTransaction', { transactionId });
    await waiting;

    expect(api.calls.map(({ sql, operation }) => sql ?? operation)).toEqual([
      'BeginTransaction',
      'select 2',
      'CommitTransaction',
      'select 1',
    ]);
    await api.close();
  });

  it('keeps its data in a folder that it makes', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'aurora-migrate-local-'));
    const folder = join(scratch, 'deep', 'data');
    const first = await startTestApi(await openBackend(folder));
    await first.execute('create table notes as select :a::text as note', {
      parameters: [text('a', 'kept')],
    });
    await first.close();

    const second = await startTestApi(await openBackend(folder));

    expect((await second.execute('select note from notes')).body.records).toEqual([
      [{ stringValue: 'kept' }],
    ]);
    await second.close();
    await rm(scratch, { recursive: true });
  });
});

import { scriptSession } from '../../../engines/mysql/script-session';
import { SqlError, StatementTimeoutError, UnknownOutcomeError } from '../../../migration/errors';
import type { Row } from '../../../migration/ports';
import { ScriptedSession } from '../scripted-session';

const run = { sql: 'call aurora_migrate_run_1(:payload)' };
const takeScripts =
  'set session sql_mode = @aurora_migrate_sql_mode, collation_connection = ' +
  "if(@aurora_migrate_collation like 'utf8mb4%', @aurora_migrate_collation, @@collation_connection)";
const timeout = new StatementTimeoutError('too late');

describe('the session of a script', () => {
  it('takes the modes of the script back behind a call of the runner, before anything else', async () => {
    const { session, sent } = record();

    await session.execute(run);
    await session.execute({ sql: 'create trigger t' });
    await session.settle();

    expect(sent()).toEqual([run.sql, takeScripts, 'create trigger t']);
  });

  it('rolls back behind a call of the runner that failed, before anything else', async () => {
    const { session, sent } = record(timeout);

    await expect(session.execute(run)).rejects.toBe(timeout);
    await session.execute(run);
    await session.settle();

    expect(sent()).toEqual([run.sql, 'rollback', takeScripts, run.sql]);
  });

  it('rolls back at its end when the last call of the runner failed', async () => {
    const { session, sent } = record(timeout);

    await expect(session.execute(run)).rejects.toBe(timeout);
    await session.settle();

    expect(sent()).toEqual([run.sql, 'rollback', takeScripts]);
  });

  it('rolls back later when it could not at once', async () => {
    const busy = new SqlError({ message: 'Transaction is still running a query' });
    const { session, sent } = record(timeout, busy);

    await expect(session.execute(run)).rejects.toBe(timeout);
    await expect(session.execute({ sql: 'create trigger t' })).rejects.toBe(busy);
    await session.execute({ sql: 'create trigger t' });

    expect(sent()).toEqual([run.sql, 'rollback', 'rollback', takeScripts, 'create trigger t']);
  });

  it('commits a statement that does not commit by itself', async () => {
    const { session, sent } = record();

    await session.execute({ sql: "load data infile 's3' into table a" });

    expect(sent()).toEqual(["load data infile 's3' into table a", 'commit']);
  });

  it('fails with an unknown outcome when such a statement ran and cannot be committed', async () => {
    const full = new SqlError({ message: 'no space' });
    const { session } = record([], full);

    await expect(session.execute({ sql: 'load data' })).rejects.toThrow(
      new UnknownOutcomeError('It was not committed: no space', { cause: full }),
    );
  });
});

function record(...answers: readonly (readonly Row[] | Error)[]) {
  const scripted = new ScriptedSession(...answers);
  return {
    session: scriptSession(scripted),
    sent: () => scripted.queries.map(({ sql }) => sql),
  };
}

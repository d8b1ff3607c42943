import { oneStatementPerCall } from '../../../../engines/mysql/client/engine';
import { mysqlEngine } from '../../../../engines/mysql/mysql-engine';
import {
  RequestRefusedError,
  SqlError,
  StatementTimeoutError,
  TransactionEndedError,
  UnknownOutcomeError,
} from '../../../../migration/errors';
import type { Database, Query, Row, Session } from '../../../../migration/ports';
import { portionOf } from '../../portions';

const engine = oneStatementPerCall(mysqlEngine, () => Promise.resolve());
const run = { id: 'run-a', toolVersion: '0.1.0' };
const at = { version: '2', number: 1 };

/** A database whose rows are those of a script that is this run's turn. */
class TurnDatabase implements Database {
  /** Statements, and how each transaction of the Data API ended. */
  readonly sent: string[] = [];

  constructor(
    private readonly failures: Readonly<Record<string, Error>>,
    private readonly commitFailure?: Error,
  ) {}

  execute({ sql }: Query): Promise<readonly Row[]> {
    this.sent.push(sql);
    const failing = Object.keys(this.failures).find((text) => sql.endsWith(text));
    if (failing !== undefined) return Promise.reject(this.failures[failing]!);
    if (sql.includes('from aurora_migrate_lock where')) return Promise.resolve([{ call_id: null }]);
    if (sql.includes('as newest')) {
      return Promise.resolve([{ newest: 1, running: 0, working: 0 }]);
    }
    return Promise.resolve(sql.startsWith('select version') ? [{ version: '2' }] : []);
  }

  async withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    try {
      const value = await work({ execute: (query) => this.execute(query) });
      if (this.commitFailure !== undefined) throw this.commitFailure;
      this.sent.push('committed');
      return value;
    } catch (error) {
      this.sent.push('taken back');
      throw error;
    }
  }
}

describe('a session in which the answer to a statement was lost', () => {
  const lost = new UnknownOutcomeError('the answer was lost');
  const portion = engine.encodePortion(portionOf(['set @a = 1', 'insert into log values (@a)']));

  it('is not committed, though the run goes on behind it', async () => {
    const database = new TurnDatabase({ 'insert into log values (@a)': lost, rollback: lost });

    await engine.withSession(database, async (session) => {
      await expect(engine.run(session, run, 1, [portion])).rejects.toThrow(lost);
    });

    expect(database.sent.at(-1)).toBe('taken back');
  });

  it('takes nothing more', async () => {
    const database = new TurnDatabase({ 'insert into log values (@a)': lost });

    await engine.withSession(database, async (session) => {
      await expect(engine.run(session, run, 1, [portion])).rejects.toThrow(lost);
      await expect(engine.runAlone(session, at, 'create table a (id int)')).rejects.toThrow(
        'The transaction is gone: a statement in it may not have ended',
      );
    });
  });
});

describe('a statement that runs alone, in a session that ends behind it', () => {
  const ended = new TransactionEndedError('the writer is another one');

  it('is applied when it commits by itself', async () => {
    const database = new TurnDatabase({}, ended);

    await expect(
      engine.runAlone(database, at, "create table a (id int) comment 'a;b'"),
    ).resolves.toBeUndefined();
  });

  it('may have been applied when it does not', async () => {
    const database = new TurnDatabase({}, ended);

    await expect(engine.runAlone(database, at, "call fill('a;b')")).rejects.toThrow(
      UnknownOutcomeError,
    );
  });

  it('may have been applied in the session of its script, too', async () => {
    const database = new TurnDatabase({ commit: ended });

    const running = engine.withSession(database, (session) =>
      engine.runAlone(session, at, 'call fill()'),
    );

    await expect(running).rejects.toThrow(
      'It was not committed: The transaction is gone: the writer is another one',
    );
  });

  it.each([
    ['a session of its own', "call fill('a;b')"],
    ['the session of its script', 'call fill()'],
  ])('may have been applied when its commit is refused, in %s', async (where, text) => {
    const refused = new RequestRefusedError('too many calls');
    const database = new TurnDatabase({ commit: refused }, refused);

    const running =
      where === 'a session of its own'
        ? engine.runAlone(database, at, text)
        : engine.withSession(database, (session) => engine.runAlone(session, at, text));

    await expect(running).rejects.toThrow(UnknownOutcomeError);
  });

  it('was not applied when its session ended before', async () => {
    const database = new TurnDatabase({ 'execute aurora_migrate_statement': ended });

    await expect(engine.runAlone(database, at, "call fill('a;b')")).rejects.toThrow(ended);
  });
});

describe('a row that another transaction has', () => {
  const portion = engine.encodePortion(portionOf(['insert into log values (1)']));
  const waits = [
    ['the database', new SqlError({ message: 'Lock wait timeout exceeded', code: 1205 })],
    ['the call', new StatementTimeoutError('the call ran out of time')],
  ] as const;

  it.each(waits)(
    'is waited for, for as long as %s does, and nothing is done then',
    async (_, error) => {
      const database = new TurnDatabase({ 'where id = 1 for update': error });

      await expect(engine.run(database, run, 1, [portion])).resolves.toBeUndefined();

      expect(database.sent).toEqual([expect.stringMatching(/for update$/), 'taken back']);
    },
  );
});

describe('a commit that the service refuses', () => {
  it('ends its transaction, so that the run looks in the history and goes on', async () => {
    const database = new TurnDatabase({}, new RequestRefusedError('too many calls'));
    const portion = engine.encodePortion(portionOf(['insert into log values (1)']));

    await expect(engine.run(database, run, 1, [portion])).rejects.toThrow(TransactionEndedError);
  });
});

describe('a run whose time is over', () => {
  const database = new TurnDatabase({});
  const sentBy = async (texts: readonly string[]) => {
    database.sent.length = 0;
    const portion = engine.encodePortion(portionOf(texts));
    let asked = 0;
    await engine.run(database, run, 1, [portion], () => (asked += 1) > 1);
    return database.sent.flatMap(
      (sql) => /\b(?:insert into log|set @n = \d|drop).*/.exec(sql)?.[0] ?? [],
    );
  };

  it('stops behind the statement in work', async () => {
    expect(await sentBy(['insert into log values (1)', 'insert into log values (2)'])).toEqual([
      'insert into log values (1)',
    ]);
  });

  it('leaves the rest to the next one at once', async () => {
    await sentBy(['insert into log values (1)', 'insert into log values (2)']);

    expect(database.sent.at(-2)).toContain('lease_until = utc_timestamp(3) + interval 0 second\n');
  });

  it('leaves it at once when the time was over before it took its turn', async () => {
    database.sent.length = 0;
    const portion = engine.encodePortion(portionOf(['insert into log values (1)']));

    await engine.run(database, run, 1, [portion], () => true);

    expect(database.sent.at(-2)).toContain('utc_timestamp(3) + interval 0 second');
  });

  it('stops behind it in a session that the script shares, too', async () => {
    expect(await sentBy(['set @n = 1', 'set @n = 2'])).toEqual(['set @n = 1']);
  });

  it('goes on where a temporary table would be lost', async () => {
    const texts = ['insert into log select 1 /* create temporary table t (n int) */', 'set @n = 2'];

    expect(await sentBy(texts)).toEqual([...texts, 'drop temporary table if exists t']);
  });
});

describe('a server that becomes read-only', () => {
  const portion = engine.encodePortion(portionOf(['insert into log values (1)']));
  const refusal = new SqlError({
    message: 'The MySQL server is running with the --read-only option so it cannot execute this',
    code: 1290,
  });
  const write = 'update aurora_migrate_lock set id = 1 where id = 1';

  it('is no failure of the script: the run waits for a writer, and looks again', async () => {
    const database = new TurnDatabase({ 'insert into log values (1)': refusal });

    await expect(engine.run(database, run, 1, [portion])).resolves.toBeUndefined();

    expect(database.sent.slice(-2)).toEqual(['taken back', write]);
    expect(database.sent.filter((sql) => sql.includes("state = 'failed'"))).toEqual([]);
  });

  it('ends the session that a script shares, and the wait is outside of it', async () => {
    const database = new TurnDatabase({ 'insert into log values (1)': refusal });

    const running = engine.withSession(database, (session) =>
      engine.run(session, run, 1, [portion]),
    );

    await expect(running).rejects.toThrow('The transaction is gone: its server is read-only now');
    expect(database.sent.slice(-2)).toEqual(['taken back', write]);
  });
});

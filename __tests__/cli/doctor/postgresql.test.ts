import type { Examination } from '../../../cli/doctor/examine';
import { verdictOf } from '../../../cli/doctor/verdict';
import { createPostgresBackend } from '../../../local/backends/postgres';
import { readCatalog } from '../../integration/postgresql/catalog';
import { askOf, withClient } from '../../integration/postgresql/connect';
import { until } from '../../contract/until';
import { call } from '../call';
import { useScratchFolder, writeFiles } from '../scratch-folder';
import { createPostgresDatabase } from '../../support/servers/databases';
import {
  answersOf,
  detailOf,
  differencesOf,
  examined,
  losing,
  type ExaminedOptions,
} from './examined';
import { usualPostgresql as usual } from './usual-postgresql';

useScratchFolder();

let url: string;
beforeEach(async () => {
  url = await createPostgresDatabase();
});

const query = (sql: string) => withClient(url, (client) => askOf(client)(sql));

/** Everything that is stored, and the schemas. */
const catalog = () => withClient(url, (client) => readCatalog(askOf(client)));

async function examineServer(options: ExaminedOptions = {}, at = url): Promise<Examination> {
  return examined(await createPostgresBackend({ url: at }), options);
}

describe('the doctor on PostgreSQL', () => {
  it('answers every question, and leaves nothing behind', async () => {
    const before = await catalog();

    const examination = await examineServer();

    expect(differencesOf(examination, usual)).toEqual({});
    expect(verdictOf(examination)).toEqual({
      canMigrate: true,
      message: 'Migrations run, with 1 thing to know.',
    });
    expect(await catalog()).toEqual(before);
  });

  it('tells how long a paused cluster took to resume', async () => {
    const examination = await examineServer({ pause: { resumeMs: 300 } });

    expect(differencesOf(examination, usual)).toEqual({
      resume: expect.stringMatching(/^fine: [\d.]+ m?s$/),
    });
  });

  it('finds a service that refuses COMMIT in a procedure, and what a run comes to there', async () => {
    const examination = await examineServer({ switches: { refuseCommitInProcedure: true } });

    expect(differencesOf(examination, usual)).toEqual({
      'commit-in-procedure': 'note: refused',
    });
    expect(detailOf(examination, 'commit-in-procedure')).toBe(
      'The service says: invalid transaction termination.',
    );
    expect(examination.answers.find(({ id }) => id === 'rehearsal')).toMatchObject({
      mark: 'fine',
      answer: 'works',
      meaning: 'migrations run, one script per call',
    });
    expect(verdictOf(examination).canMigrate).toBe(true);
  });

  describe('when it may take minutes', () => {
    // Shorter than the sleep, and long enough for all that is no sleep.
    const slow = { slow: true, sleepSeconds: 4, callTimeoutMs: 3000 };

    it('finds what becomes of long calls', async () => {
      const before = await catalog();

      const examination = await examineServer(slow);

      expect(answersOf(examination)).toMatchObject({
        'call-timeout': expect.stringMatching(/^fine: 3\.\d s, then it is cancelled$/),
        'continue-after-timeout': 'fine: the work goes on',
      });
      expect(await catalog()).toEqual(before);
    }, 60_000);

    it('finds a service that ignores continueAfterTimeout', async () => {
      const examination = await examineServer({
        ...slow,
        switches: { ignoreContinueAfterTimeout: true },
      });

      expect(answersOf(examination)).toMatchObject({
        'continue-after-timeout': 'note: ignored: the work is cancelled',
      });
      expect(detailOf(examination, 'continue-after-timeout')).toBe(
        'Split scripts that take longer than 45 s.',
      );
    }, 60_000);

    it('ends a long statement for a user who wants an end', async () => {
      const before = await catalog();
      const pressed = new AbortController();
      const interrupted = new Promise<void>((resolve) => {
        pressed.signal.addEventListener('abort', () => {
          resolve();
        });
      });
      const examination = examineServer({ slow: true, sleepSeconds: 50, interrupted });
      await until(async () => (await sleeping()).length > 0);

      pressed.abort();

      expect(await examination).toMatchObject({ isInterrupted: true, cleaned: { left: [] } });
      expect(await sleeping()).toEqual([]);
      expect(await catalog()).toEqual(before);
    });

    const sleeping = () =>
      query(`select pid from pg_stat_activity
        where datname = current_database() and state = 'active' and query like '%pg_sleep(50)%'
          and pid <> pg_backend_pid()`);
  });

  it.each([3, 45, 62])(
    'leaves nothing behind when the user wants an end at call %d',
    async (last) => {
      const before = await catalog();
      const pressed = new AbortController();
      const interrupted = new Promise<void>((resolve) => {
        pressed.signal.addEventListener('abort', () => {
          resolve();
        });
      });

      const examination = await examineServer({
        interrupted,
        onSend: (send, number) => {
          if (number === last) pressed.abort();
          return send();
        },
      });

      expect(examination).toMatchObject({ isInterrupted: true, cleaned: { left: [] } });
      expect(await catalog()).toEqual(before);
    },
  );

  it.each([3, 53, 57, 60, 70])(
    'leaves nothing behind when the answer to call %d is lost',
    async (lost) => {
      const before = await catalog();

      const { cleaned } = await examineServer({
        onSend: (send, number) => (number === lost ? losing(send) : send()),
      });

      expect(cleaned.left).toEqual([]);
      expect(await catalog()).toEqual(before);
    },
  );

  it('leaves nothing behind when it fails by itself in the middle', async () => {
    const before = await catalog();

    const examination = examineServer({
      onQuestion: (question) => {
        if (question === 'A whole run') throw new TypeError('a mistake of ours');
      },
    });

    await expect(examination).rejects.toThrow(new TypeError('a mistake of ours'));
    expect(await catalog()).toEqual(before);
  });

  describe('with a user who may do little', () => {
    let user: string;
    let userUrl: string;
    beforeEach(async () => {
      const database = new URL(url).pathname.slice(1);
      user = `user_of_${database}`;
      await query(`create role ${user} login password 'secret'`);
      const target = new URL(url);
      target.username = user;
      target.password = 'secret';
      userUrl = target.href;
    });

    it('says the GRANT that is missing, with which migrations run', async () => {
      const database = new URL(url).pathname.slice(1);
      const before = await catalog();

      const examination = await examineServer({}, userUrl);
      const grant = /GRANT .*;/.exec(detailOf(examination, 'rights') ?? '')?.[0] ?? '';

      expect(detailOf(examination, 'rights')).toBe(
        `As a user who may: GRANT CREATE ON DATABASE ${database} TO ${user};`,
      );
      expect(differencesOf(examination, usual)).toEqual({
        rights: 'problem: missing: CREATE',
        'create-procedure': 'unknown: not asked',
        call: 'unknown: not asked',
        'commit-in-procedure': 'unknown: not asked',
        'runs-alone': 'unknown: not asked',
        rehearsal: 'unknown: not asked',
      });
      expect(verdictOf(examination)).toEqual({
        canMigrate: false,
        message: 'Migrations cannot run. Rights of the user: missing: CREATE.',
      });
      expect(await catalog()).toEqual(before);

      await query(grant);
      expect(differencesOf(await examineServer({}, userUrl), usual)).toEqual({
        rights: `fine: ${user} has all`,
      });
    });

    it('needs no CREATE any more once the history is there', async () => {
      const database = new URL(url).pathname.slice(1);
      await query(`grant create on database ${database} to ${user}`);
      await writeFiles({ 'schema/V1__one.sql': 'select 1;\n' });
      await call(['migrate', '--url', userUrl]);
      await query(`revoke create on database ${database} from ${user}`);
      const ours = await historySchema();

      const examination = await examineServer({}, userUrl);

      expect(differencesOf(examination, usual)).toEqual({
        rights: `fine: ${user} has all`,
        rehearsal: 'unknown: not asked',
      });
      expect(verdictOf(examination).canMigrate).toBe(true);
      expect(await historySchema()).toEqual(ours);
    });

    it('names the user to whom the history belongs', async () => {
      await writeFiles({ 'schema/V1__one.sql': 'select 1;\n' });
      await call(['migrate', '--url', url]);

      const examination = await examineServer({}, userUrl);

      expect(detailOf(examination, 'rights')).toBe(
        'The schema aurora_migrate belongs to postgres: use the secret of that user, ' +
          `not of ${user}.`,
      );
    });

    const historySchema = () =>
      query(`select relname as name from pg_class
        where relnamespace = to_regnamespace('aurora_migrate')
        union all select proname from pg_proc
        where pronamespace = to_regnamespace('aurora_migrate') order by 1`);
  });

  it('does not wait for a run that is at work', async () => {
    const examination = await withClient(url, async (run) => {
      await run.query('select pg_advisory_lock(7021784910345213)');
      return examineServer();
    });

    expect(differencesOf(examination, usual)).toEqual({});
  });

  it('finds the settings that are in the way', async () => {
    const database = new URL(url).pathname.slice(1);
    await query(`alter database ${database} set statement_timeout = '20s'`);
    await query(`alter database ${database} set default_transaction_read_only = on`);

    const examination = await examineServer();

    expect(differencesOf(examination, usual)).toMatchObject({
      settings: 'problem: transaction_read_only = on, statement_timeout = 20000 ms',
      rehearsal: 'problem: fails',
    });
    expect(detailOf(examination, 'settings')).toBe(
      'The database takes no changes: is this the writer, and default_transaction_read_only off? ' +
        'It ends a call with all its scripts; those that are applied stay, and the run goes on ' +
        'behind them.',
    );
  });
});

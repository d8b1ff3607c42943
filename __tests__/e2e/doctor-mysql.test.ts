import { verdictOf } from '../../cli/doctor/verdict';
import type { Examination } from '../../cli/doctor/examine';
import { createMysqlBackend } from '../../local/backends/mysql';
import {
  answersOf,
  detailOf,
  differencesOf,
  examined,
  losing,
  type ExaminedOptions,
} from '../cli/doctor/examined';
import { until } from '../contract/until';
import { readCatalog } from '../integration/mysql/catalog';
import { askOf, withConnection } from '../integration/mysql/connect';
import { createMysqlDatabase } from '../support/servers/databases';

/** What MariaDB behind the local Data API answers, with a user who may do everything. */
const usual: Readonly<Record<string, string>> = {
  endpoint: 'fine: on',
  version: expect.stringMatching(/^note: MariaDB 1[\d.]+, no Aurora$/),
  resume: 'unknown: it was not paused',
  rights: "fine: 'root'@'127.0.0.1' has all",
  settings: 'fine: nothing unusual',
  'sql-length': 'fine: 65,536 characters',
  'request-size': 'fine: 4 MiB',
  'response-size': 'fine: 1 MiB, a row 64 KB',
  'call-timeout': 'unknown: not asked',
  'continue-after-timeout': 'unknown: not asked',
  multistatement: 'fine: refused',
  values: 'fine: left as they are',
  'name-in-string': 'fine: left alone',
  'name-in-double-quotes': 'fine: left alone',
  'name-in-identifier': 'fine: left alone',
  'name-in-comment': 'fine: left alone',
  'name-in-hash-comment': 'fine: left alone',
  assignment: 'fine: left alone',
  label: 'fine: breaks the statement',
  'name-in-body': 'fine: left alone',
  types: 'fine: geometry',
  'error-text': 'fine: …; Error code: 1146; SQLState: 42S02',
  transactions: 'fine: yes; 5 calls outside had 5',
  activity: 'fine: yes',
  'create-procedure': 'fine: allowed',
  call: 'fine: works, with a value',
  'commit-in-procedure': 'fine: works',
  'runs-alone': 'fine: work',
  rehearsal: 'fine: works',
};

describe('the doctor on MySQL', () => {
  let url: string;
  beforeEach(async () => {
    url = await createMysqlDatabase();
  });

  const query = (sql: string) => withConnection(url, (own) => askOf(own)(sql));
  const catalog = () => withConnection(url, (own) => readCatalog(askOf(own)));

  async function examineServer(options: ExaminedOptions = {}, at = url): Promise<Examination> {
    return examined(await createMysqlBackend({ url: at }), options);
  }

  it('answers every question, and leaves nothing behind', async () => {
    const examination = await examineServer();

    expect(answersOf(examination)).toEqual(usual);
    expect(verdictOf(examination).canMigrate).toBe(true);
    expect(await catalog()).toEqual({});
  }, 60_000);

  it('finds a service that refuses bodies of routines, and what a run comes to there', async () => {
    const examination = await examineServer({ switches: { refuseMysqlBodies: true } });

    expect(differencesOf(examination, answersOf(await examineServer()))).toEqual({
      'create-procedure': 'note: refused',
      call: 'unknown: no procedure was made',
      'commit-in-procedure': 'unknown: no procedure was made',
      'runs-alone': 'note: refused: CREATE FUNCTION, CREATE TRIGGER',
    });
    expect(detailOf(examination, 'create-procedure')).toBe(
      "The service says: ValidationException: Multistatements aren't supported.",
    );
    expect(examination.answers.find(({ id }) => id === 'rehearsal')).toMatchObject({
      mark: 'fine',
      answer: 'works',
      meaning: 'migrations run, one statement per call',
    });
    expect(verdictOf(examination).canMigrate).toBe(true);
    expect(await catalog()).toEqual({});
  }, 60_000);

  it('finds a service that tells errors in the words of its first version', async () => {
    const examination = await examineServer({ switches: { mysqlErrorText: 'v1' } });

    expect(differencesOf(examination, answersOf(await examineServer()))).toEqual({
      'error-text': 'fine: Database error code: 1146. Message: …',
    });
  }, 60_000);

  it.each([
    [false, 'fine: the work goes on'],
    [true, 'note: ignored: the work is cancelled'],
  ])(
    'finds what becomes of long calls (ignored: %s)',
    async (isIgnored, expected) => {
      const examination = await examineServer({
        slow: true,
        sleepSeconds: 4,
        callTimeoutMs: 3000,
        switches: { ignoreContinueAfterTimeout: isIgnored },
      });

      expect(answersOf(examination)).toMatchObject({
        'call-timeout': expect.stringMatching(/^fine: 3\.\d s, then it is cancelled$/),
        'continue-after-timeout': expected,
      });
      expect(await catalog()).toEqual({});
    },
    60_000,
  );

  it('ends a long statement for a user who wants an end', async () => {
    const pressed = new AbortController();
    const interrupted = new Promise<void>((resolve) => {
      pressed.signal.addEventListener('abort', () => {
        resolve();
      });
    });
    const sleeping = () =>
      query(`select id from information_schema.processlist
        where db = database() and command <> 'Sleep' and info like 'select sleep(50)%'`);
    const examination = examineServer({ slow: true, sleepSeconds: 50, interrupted });
    await until(async () => (await sleeping()).length > 0);

    pressed.abort();

    expect(await examination).toMatchObject({ isInterrupted: true, cleaned: { left: [] } });
    expect(await sleeping()).toEqual([]);
    expect(await catalog()).toEqual({});
  }, 60_000);

  it.each([3, 13, 55, 60, 63, 68, 72, 76, 80])(
    'leaves nothing behind when the answer to call %d is lost',
    async (lost) => {
      const { cleaned } = await examineServer({
        onSend: (send, number) => (number === lost ? losing(send) : send()),
      });

      expect(cleaned.left).toEqual([]);
      expect(await catalog()).toEqual({});
    },
    60_000,
  );

  describe('with a user who may do little', () => {
    const user = () => `user_of_${new URL(url).pathname.slice(1)}`;
    const userUrl = () => {
      const target = new URL(url);
      target.username = user();
      target.password = 'secret';
      return target.href;
    };
    beforeEach(async () => {
      await query(`create user ${user()}@'%' identified by 'secret'`);
    });
    afterEach(async () => {
      await query(`drop user ${user()}@'%'`);
    });

    it.each([
      ['select', 'SELECT'],
      ['create, drop, select, insert', ''],
    ])(
      'says the GRANT that is missing beside %s, with which migrations run',
      async (granted) => {
        const database = new URL(url).pathname.slice(1);
        await query(`grant ${granted} on ${database}.* to ${user()}@'%'`);

        const refused = await examineServer({}, userUrl());
        const grant = /GRANT .*;/.exec(detailOf(refused, 'rights') ?? '')?.[0] ?? '';

        expect(verdictOf(refused).canMigrate).toBe(false);
        expect(await catalog()).toEqual({});
        await query(grant);
        const allowed = await examineServer({}, userUrl());
        expect(answersOf(allowed)).toMatchObject({
          rights: `fine: '${user()}'@'%' has all`,
          rehearsal: 'fine: works',
        });
      },
      60_000,
    );

    it('makes nothing that it could not drop', async () => {
      const database = new URL(url).pathname.slice(1);
      await query(`grant select, insert, create, create routine on ${database}.* to ${user()}@'%'`);

      const examination = await examineServer({}, userUrl());

      expect(detailOf(examination, 'rights')).toBe(
        'As a user who may: GRANT UPDATE, DELETE, ALTER, DROP, CREATE TEMPORARY TABLES ' +
          `ON \`${database}\`.* TO '${user()}'@'%';`,
      );
      expect(answersOf(examination)).toMatchObject({ rehearsal: 'unknown: not asked' });
      expect(await catalog()).toEqual({});
    }, 60_000);
  });
});

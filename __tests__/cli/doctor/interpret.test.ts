import type { Outcome } from '../../../cli/doctor/outcome';
import { activity } from '../../../cli/doctor/probes/activity';
import { callTimeout } from '../../../cli/doctor/probes/call-timeout';
import { continueAfterTimeout } from '../../../cli/doctor/probes/continue-after-timeout';
import { errorText } from '../../../cli/doctor/probes/error-text';
import { mysqlAlone } from '../../../cli/doctor/probes/mysql/alone';
import { mysqlConcerns } from '../../../cli/doctor/probes/mysql/settings';
import { nameProbe } from '../../../cli/doctor/probes/names';
import { postgresqlConcerns } from '../../../cli/doctor/probes/postgresql/settings';
import { mysqlProcedures } from '../../../cli/doctor/probes/mysql/procedures';
import { callProcedure, commitInProcedure } from '../../../cli/doctor/probes/procedures';
import { rehearsal } from '../../../cli/doctor/probes/rehearsal';
import { requestSize } from '../../../cli/doctor/probes/request-size';
import { responseSize } from '../../../cli/doctor/probes/response-size';
import { sqlLength } from '../../../cli/doctor/probes/sql-length';
import { transactions } from '../../../cli/doctor/probes/transactions';
import { types } from '../../../cli/doctor/probes/types';
import { values } from '../../../cli/doctor/probes/values';
import { version } from '../../../cli/doctor/probes/version';
import { mysqlRights } from '../../../cli/doctor/read-rights-mysql';
import { postgresqlRights } from '../../../cli/doctor/read-rights-postgresql';

const result = (...values: readonly (string | number)[]): Outcome => ({
  kind: 'result',
  labels: ['value'],
  rows: values.map((value) => [value]),
});
const refused: Outcome = {
  kind: 'refused',
  words: { name: 'ValidationException', message: 'no', httpStatus: 400 },
};
const sqlError = (message: string): Outcome => ({
  kind: 'sql error',
  words: { name: 'DatabaseErrorException', message: `ERROR: ${message}; SQLState: 42501` },
  details: { message, sqlState: '42501' },
});
const timeout: Outcome = {
  kind: 'timeout',
  words: { name: 'StatementTimeoutException', message: '' },
};

describe('the version', () => {
  it.each([
    [
      { engine: 'aurora-postgresql', server: 'PostgreSQL 16.8 on x86_64', aurora: '16.8.0' },
      ['fine', 'Aurora PostgreSQL 16.8', 'has the Data API, and scales to zero', undefined],
    ],
    [
      { engine: 'aurora-postgresql', server: 'PostgreSQL 16.1 on x86_64', aurora: '16.1.0' },
      [
        'note',
        'Aurora PostgreSQL 16.1',
        'does not scale to zero',
        'Aurora PostgreSQL 16 has the Data API from 16.1 on and scales to zero from 16.3 on; ' +
          'use 16.3 or later.',
      ],
    ],
    [
      { engine: 'aurora-mysql', server: '8.0.39', aurora: '3.10.1' },
      ['fine', 'Aurora MySQL 3.10.1 (8.0.39)', 'has the Data API, and scales to zero', undefined],
    ],
    [
      { engine: 'aurora-mysql', server: '8.0.28', aurora: '3.07.1' },
      [
        'note',
        'Aurora MySQL 3.07.1 (8.0.28)',
        'does not scale to zero',
        'Aurora MySQL has the Data API from 3.07 on and scales to zero from 3.08 on; ' +
          'use 8.0.mysql_aurora.3.08.0 or later.',
      ],
    ],
    [
      { engine: 'aurora-mysql', server: '8.4.3' },
      ['note', 'MySQL 8.4.3, no Aurora', 'a stand-in: AWS may answer differently', undefined],
    ],
  ] as const)('of %j is told', (found, [mark, answer, meaning, detail]) => {
    expect(version.interpret(found)).toEqual({
      mark,
      answer,
      meaning,
      ...(detail !== undefined && { detail }),
    });
  });
});

describe('the limits', () => {
  it('of a text are characters, bytes, or less', () => {
    const found = { longest: result(1), wide: result(1), tooLong: refused };

    expect(sqlLength.interpret({ ...found, tooLong: result(1) })).toMatchObject({
      mark: 'fine',
      answer: 'above 65,536 characters',
    });
    expect(sqlLength.interpret({ ...found, wide: refused })).toEqual({
      mark: 'note',
      answer: '65,536 bytes',
      meaning: 'what runs alone has to be shorter',
      detail: 'A text of 65,536 characters with umlauts is refused: ValidationException: no.',
    });
    expect(sqlLength.interpret({ ...found, longest: refused })).toEqual({
      mark: 'note',
      answer: 'less than 65,536 characters',
      meaning: 'what runs alone has to be shorter',
      detail: 'A text of 65,536 characters is refused: ValidationException: no.',
    });
  });

  it('of a request are 4 MiB, more or less', () => {
    const largest = result(4145152);

    expect(requestSize.interpret({ largest, tooLarge: refused })).toMatchObject({
      mark: 'fine',
      answer: '4 MiB',
    });
    expect(requestSize.interpret({ largest, tooLarge: largest })).toMatchObject({
      mark: 'fine',
      answer: 'above 4 MiB',
    });
    expect(requestSize.interpret({ largest: refused, tooLarge: refused })).toEqual({
      mark: 'note',
      answer: 'less than 4 MiB',
      meaning: 'a run with MiB of pending scripts fails',
      detail:
        'A call with 4145152 bytes fails: ValidationException: no. ' +
        'Apply large scripts in several deployments.',
    });
  });

  it('of an answer are 1 MiB, more or less', () => {
    const page = result('x');

    expect(responseSize.interpret({ page, tooLarge: page, tooWide: page })).toMatchObject({
      mark: 'fine',
      answer: 'above 1 MiB, a row above 64 KB',
    });
    expect(responseSize.interpret({ page: refused, tooLarge: refused, tooWide: refused })).toEqual({
      mark: 'problem',
      answer: 'less than 900 kB',
      meaning: 'a long history cannot be read',
      detail: 'An answer of 900 kB is refused: ValidationException: no.',
    });
  });
});

describe('long calls', () => {
  const { interpret } = callTimeout(() => '');

  it.each([
    [{ outcome: timeout, isBusy: true }, 'fine', '45.1 s, then it runs on'],
    [{ outcome: timeout, isBusy: false }, 'fine', '45.1 s, then it is cancelled'],
    [{ outcome: result(''), isBusy: false }, 'fine', 'above 50 s'],
    [{ outcome: sqlError('canceled'), isBusy: false }, 'note', 'ended with another error'],
  ])('end in their own ways: %#', (found, mark, answer) => {
    expect(interpret({ ...found, elapsedMs: 45_100, sleepSeconds: 50 })).toMatchObject({
      mark,
      answer,
    });
  });

  it('are told with the words of an error that is not known', () => {
    expect(
      interpret({
        outcome: sqlError('canceled'),
        elapsedMs: 45_100,
        sleepSeconds: 50,
        isBusy: false,
      }).detail,
    ).toBe('After 45.1 s the service says: canceled.');
  });

  it('go on, or not', () => {
    const continued = continueAfterTimeout(() => '');

    expect(continued.interpret({ outcome: result(), marks: result(1) })).toMatchObject({
      mark: 'fine',
      answer: 'no call timed out',
    });
    expect(continued.interpret({ outcome: refused, marks: result(0) })).toEqual({
      mark: 'note',
      answer: 'refused',
      meaning: 'a script may take as long as a call',
      detail: 'The service says: ValidationException: no.',
    });
  });
});

describe('a :name', () => {
  const where = { id: 'x', question: 'x', expected: 'a :b', ask: () => Promise.resolve(refused) };
  const checked = nameProbe({ ...where, isChecked: true });
  const unchecked = nameProbe({ ...where, isChecked: false });

  it('is no matter where check refuses it', () => {
    expect(checked.interpret(result('a $1'))).toEqual({
      mark: 'fine',
      answer: 'rewritten',
      meaning: 'avoided: scripts travel as a value',
    });
  });

  it('is a trap elsewhere', () => {
    expect(unchecked.interpret(result('a $1'))).toEqual({
      mark: 'note',
      answer: 'rewritten',
      meaning: 'a trap for statements that run alone',
      detail:
        'Expected was a :b, what came back is value, a $1. Do not use it in statements that run ' +
        'alone (docs/scripts.md); others travel as a value.',
    });
    expect(unchecked.interpret(sqlError('syntax error'))).toMatchObject({
      answer: 'breaks the statement',
      detail:
        'The service says: syntax error. Do not use it in statements that run alone ' +
        '(docs/scripts.md); others travel as a value.',
    });
  });
});

describe('values', () => {
  it('are a problem when they do not arrive as they are', () => {
    expect(values.interpret(refused)).toEqual({
      mark: 'problem',
      answer: 'refused',
      meaning: 'scripts would not arrive as written',
      detail: 'A value is refused: ValidationException: no.',
    });
    expect(values.interpret(result('?')).detail).toMatch(
      /^Sent was ":name .*", what came back is "\?"\.$/,
    );
  });
});

describe('types', () => {
  const { interpret } = types({ examples: {}, refused: ['money', 'xml'] });

  it('are held against those that are known to be refused', () => {
    expect(
      interpret([
        { type: 'text', outcome: result('a') },
        { type: 'json', outcome: refused },
        { type: 'money', outcome: result(1) },
        { type: 'xml', outcome: { ...timeout, kind: 'result refused' } },
      ]).answer,
    ).toBe('also json; not money');
  });

  it('are a problem when text is refused', () => {
    expect(interpret([{ type: 'text', outcome: refused }])).toMatchObject({
      mark: 'problem',
      meaning: 'the history cannot be read',
    });
  });
});

describe('errors', () => {
  const { interpret } = errorText('');

  it('are a problem when a table that is not there is not recognized', () => {
    const missing = sqlError('Something went wrong');

    expect(interpret({ missing, raised: missing, isUnderstood: false })).toEqual({
      mark: 'problem',
      answer: 'not understood',
      meaning: 'an empty database is taken for a failure',
      detail: 'The service says of a table that is not there: Something went wrong.',
    });
  });

  it('are understood in part when their message is not found', () => {
    const missing = sqlError('no such table');

    expect(interpret({ missing, raised: sqlError('one; two; 7'), isUnderstood: true })).toEqual({
      mark: 'note',
      answer: 'ERROR: …; SQLState: 42501',
      meaning: 'understood in part',
      detail: 'The service says of an error with the message "one; two": one; two; 7.',
    });
  });
});

describe('sessions', () => {
  it('are a problem when a transaction has several', () => {
    const { interpret } = transactions('');

    expect(interpret({ within: [result(1), result(2)], outside: [result(3)] })).toEqual({
      mark: 'problem',
      answer: 'no; 5 calls outside had 1',
      meaning: 'scripts that need one session fail',
    });
  });

  it('are to be known of when they do not show their statements', () => {
    const { interpret } = activity('');

    expect(interpret(result(0))).toEqual({
      mark: 'note',
      answer: 'no',
      meaning: 'work that outlasts a call is not seen',
    });
    expect(interpret(sqlError('permission denied')).detail).toBe(
      'The service says: permission denied.',
    );
  });
});

describe('procedures', () => {
  it('that cannot be called are told in the words of the service', () => {
    const { interpret } = callProcedure(mysqlProcedures);

    expect(interpret({ made: result(), called: sqlError('CALL is denied') })).toEqual({
      mark: 'note',
      answer: 'refused',
      meaning: 'the runner cannot be called',
      detail: 'The service says: CALL is denied.',
    });
  });

  it('whose COMMIT does nothing are a problem', () => {
    const { interpret } = commitInProcedure(mysqlProcedures);

    expect(interpret({ made: result(), called: result(), count: result(2) })).toEqual({
      mark: 'problem',
      answer: 'does nothing',
      meaning: 'a failed script would not be undone',
      detail: 'Of a row committed and one rolled back, 2 are there.',
    });
  });

  it('that a binary log forbids come with the parameter to set', () => {
    const message =
      'You do not have the SUPER privilege and binary logging is enabled (you *might* want to ' +
      'use the less safe log_bin_trust_function_creators variable)';

    expect(
      mysqlAlone.interpret([
        { what: 'CREATE FUNCTION', outcome: sqlError(message) },
        { what: 'CREATE TRIGGER', outcome: result() },
      ]),
    ).toEqual({
      mark: 'note',
      answer: 'refused: CREATE FUNCTION',
      meaning: 'scripts that have them fail',
      detail:
        `CREATE FUNCTION: ${message}. ` +
        "Set log_bin_trust_function_creators = 1 in the cluster's parameter group.",
    });
  });
});

describe('a rehearsal', () => {
  it('is a problem when scripts did not arrive as written', () => {
    const { interpret } = rehearsal(() => ({ files: {}, look: '', expected: '' }));

    expect(interpret({ expected: 'a :name', seen: result('a $1') })).toEqual({
      mark: 'problem',
      answer: 'gives wrong results',
      meaning: 'migrations cannot run',
      detail: 'Expected was a :name, found a $1.',
    });
  });
});

describe('the settings of PostgreSQL', () => {
  it('matter where they differ from those of a new server', () => {
    const usual = new Map([
      ['statement_timeout', '0'],
      ['server_encoding', 'UTF8'],
      ['transaction_read_only', 'off'],
    ]);

    expect(postgresqlConcerns(usual)).toEqual([]);
    expect(
      postgresqlConcerns(
        new Map([
          ['server_encoding', 'LATIN1'],
          ['standard_conforming_strings', 'off'],
          ['transaction_timeout', '1'],
          ['lock_timeout', '2'],
          ['idle_in_transaction_session_timeout', '3'],
        ]),
      ).map(({ mark, setting, effect }) => `${mark}: ${setting}: ${effect}`),
    ).toEqual([
      'note: server_encoding = LATIN1: Scripts with other characters than those of this encoding fail.',
      'note: standard_conforming_strings = off: A backslash in a literal is an escape, which scripts may not expect.',
      'note: transaction_timeout = 1 ms: It ends scripts that take longer.',
      'note: lock_timeout = 2 ms: Scripts that wait longer for a lock fail.',
      'note: idle_in_transaction_session_timeout = 3 ms: It ends scripts that share a session between calls.',
    ]);
  });
});

describe('the settings of MySQL', () => {
  it('matter where migrations do not get along with them', () => {
    expect(
      mysqlConcerns(
        new Map([
          ['max_allowed_packet', '67108864'],
          ['innodb_read_only', '0'],
          ['character_set_connection', 'utf8mb4'],
          ['lock_wait_timeout', '86400'],
          ['autocommit', '1'],
        ]),
      ),
    ).toEqual([]);
    expect(
      mysqlConcerns(
        new Map([
          ['max_allowed_packet', '4194304'],
          ['innodb_read_only', '1'],
          ['character_set_connection', 'utf8mb3'],
          ['lock_wait_timeout', '10'],
          ['autocommit', '0'],
        ]),
      ).map(({ mark, setting, effect }) => `${mark}: ${setting}: ${effect}`),
    ).toEqual([
      'problem: innodb_read_only = 1: The database takes no changes: is this the writer?',
      'note: max_allowed_packet = 4194304: Runs with large scripts fail: set it to 33554432 at least.',
      'note: character_set_connection = utf8mb3: Scripts with characters that it does not have fail, or lose them.',
      'note: lock_wait_timeout = 10 s: DDL that waits longer for a table fails.',
      'problem: autocommit = 0: What a call does is not committed: set autocommit = 1.',
    ]);
  });
});

describe('the rights', () => {
  const facts = { user: 'migrator', database: 'shop', canCreate: false, owner: '', canUse: false };

  it.each([
    [{ canCreate: true }, { missing: [], place: 'own schema' }],
    [{}, { missing: ['CREATE'] }],
    [
      { owner: 'migrator', canUse: true },
      { missing: [], place: 'history' },
    ],
    [
      { owner: 'admin', canCreate: true },
      { missing: [], foreignOwner: 'admin', place: 'own schema' },
    ],
  ])('on PostgreSQL with %j are %j', (given, expected) => {
    expect(postgresqlRights({ ...facts, ...given })).toEqual({
      user: 'migrator',
      database: 'shop',
      ...expected,
    });
  });

  it('on MySQL name the user as a GRANT does', () => {
    expect(mysqlRights({ user: 'a@b@10.%', database: 'shop', missing: ['DROP'] })).toEqual({
      user: "'a@b'@'10.%'",
      database: '`shop`',
      missing: ['DROP'],
    });
  });
});

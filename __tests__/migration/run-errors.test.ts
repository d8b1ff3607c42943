import { SqlError } from '../../migration/errors';
import type { InFlight } from '../../migration/in-flight';
import {
  AnotherRunError,
  NoProgressError,
  OutOfTimeError,
  StatementLostError,
  StatementOutcomeError,
  StillRunningError,
} from '../../migration/run-errors';
import { runningEntryOf, scriptOf } from '../support/builders';

describe('AnotherRunError', () => {
  it('says who works on what since when', () => {
    const entry = runningEntryOf(scriptOf('V2__create_orders.sql', ['a', 'b', 'c']), 1, {
      isLive: true,
      statementsApplied: 1,
      runId: 'run-b',
    });

    expect(new AnotherRunError(entry).message).toBe(
      'Another run (run-b, by admin_user) works on V2 create orders since 2026-01-02T03:04:05.000Z, ' +
        '1 of 3 statements applied so far. ' +
        'Run again when the other one has ended.',
    );
  });
});

describe('StillRunningError', () => {
  it('says that the work goes on', () => {
    expect(new StillRunningError('V2__orders.sql').message).toBe(
      'V2__orders.sql is still running in the database, which goes on with it by itself. ' +
        'Run again: it follows the script to its end and applies what is left.',
    );
  });
});

describe('StatementOutcomeError', () => {
  const cause = new Error('the answer was lost');

  it('says that nobody knows, and the two answers', () => {
    const error = new StatementOutcomeError('schema/V2__orders.sql', inFlight(), 'unknown', cause);

    expect(error.message).toBe(
      'schema/V2__orders.sql:2: statement 2 of 3 runs alone, and the database did not report its end ' +
        '(the answer was lost). It does not run any more, and whether it was applied is not ' +
        'known: look in the database, and answer with "aurora-migrate repair 2 --statement-applied" or ' +
        '"aurora-migrate repair 2 --statement-not-applied" (docs/history.md, "A statement whose ' +
        'outcome is unknown").',
    );
    expect(error.cause).toBe(cause);
  });

  it('says that it may run again when that does no harm', () => {
    const error = new StatementOutcomeError(
      'schema/V2__orders.sql',
      inFlight(),
      'repeatable',
      cause,
    );

    expect(error.message).toBe(
      'schema/V2__orders.sql:2: statement 2 of 3 runs alone, and the database did not report its end ' +
        '(the answer was lost). It does not run any more. Whether it did its work is not known, and ' +
        'it may do it twice: run again; or say that it did it: ' +
        '"aurora-migrate repair 2 --statement-applied".',
    );
  });
});

describe('StatementLostError', () => {
  it('says how often, and where to look', () => {
    expect(new StatementLostError('schema/V2__orders.sql', inFlight(), 3).message).toBe(
      'schema/V2__orders.sql:2: the session of statement 2 of 3 ended 3 times before the statement ' +
        'was applied. The log of the database says why; run again when the cause is gone.',
    );
  });
});

describe('NoProgressError', () => {
  it('names the script that is still pending', () => {
    expect(new NoProgressError('V2__orders.sql').message).toBe(
      'V2__orders.sql is still pending after several calls of the runner in the database, without ' +
        'an error. Other runs may change the schema history all the time; run again when they have ended.',
    );
  });
});

describe('SqlError', () => {
  it('shows the SQLSTATE of PostgreSQL', () => {
    expect(new SqlError({ message: 'no such thing', sqlState: '42P01' }).message).toBe(
      'no such thing (42P01)',
    );
  });

  it('shows the number of MySQL', () => {
    const details = { message: 'no such thing', sqlState: '42S02', code: 1146 };

    expect(new SqlError(details).message).toBe('no such thing (1146)');
  });

  it('shows nothing that it does not know', () => {
    expect(new SqlError({ message: 'no such thing' }).message).toBe('no such thing');
  });
});

describe('OutOfTimeError', () => {
  it('says what is pending and what is done', () => {
    expect(new OutOfTimeError(['1', '2'], ['3']).message).toBe(
      'Out of time: V3 is still pending. V1 and V2 are applied. ' +
        'Run again: it goes on with what is pending.',
    );
  });

  it('names the ends of a long list', () => {
    expect(new OutOfTimeError([], ['1', '2', '3']).message).toBe(
      'Out of time: 3 scripts, V1 to V3, are still pending. Nothing was applied. ' +
        'Run again: it goes on with what is pending.',
    );
  });
});

function inFlight(): InFlight {
  const script = scriptOf('V2__orders.sql', ['create orders', 'vacuum orders', 'fill orders'], {
    alone: [2],
  });
  const { migration } = script;
  return {
    migration,
    entry: runningEntryOf(script, 2, { statementInFlight: 2 }),
    number: 2,
    place: migration.statements[1]!,
  };
}

import { logEvent, logWait } from '../../handler/log-event';
import { runningEntryOf, scriptOf } from '../support/builders';
import { RecordingLogger } from './recording-logger';

const script = scriptOf('V2__orders.sql', ['a', 'b', 'c']);

describe('logEvent', () => {
  it('says which run it waits for', () => {
    const logger = new RecordingLogger();
    const entry = runningEntryOf(script, 1, { statementsApplied: 1, runId: 'run-b' });

    logEvent(logger, { kind: 'waiting', entry });

    expect(logger.lines).toEqual([
      {
        level: 'INFO',
        message: 'waiting for another run',
        file: 'V2__orders.sql',
        version: '2',
        statements: 3,
        statementsApplied: 1,
        runId: 'run-b',
      },
    ]);
  });

  it('says why and how it goes on more slowly', () => {
    const logger = new RecordingLogger();
    const refused = 'COMMIT in a procedure';

    logEvent(logger, { kind: 'slower', refused, strategy: 'one script per call' });

    expect(logger.lines).toEqual([
      { level: 'INFO', message: 'slower', refused, strategy: 'one script per call' },
    ]);
  });

  it('says which script still runs', () => {
    const logger = new RecordingLogger();

    logEvent(logger, { kind: 'still running', file: 'V2__orders.sql' });

    expect(logger.lines).toEqual([
      { level: 'INFO', message: 'still running in the database', file: 'V2__orders.sql' },
    ]);
  });

  it('says where the schema stands', () => {
    const logger = new RecordingLogger();

    logEvent(logger, {
      kind: 'planned',
      plan: { pending: [], running: [], schemaVersion: '7' },
      settledRank: 7,
    });

    expect(logger.lines).toEqual([
      { level: 'INFO', message: 'planned', pending: 0, schemaVersion: '7' },
    ]);
  });
});

describe('logWait', () => {
  it('says for what it waits, since when and until when', () => {
    const logger = new RecordingLogger();

    logWait(logger, {
      reason: 'AWS throttles the calls',
      attempt: 2,
      elapsedMs: 400,
      nextDelayMs: 800,
      givesUpAfterMs: 120_000,
    });

    expect(logger.lines).toEqual([
      {
        level: 'INFO',
        message: 'waiting for the database',
        reason: 'AWS throttles the calls',
        attempt: 2,
        elapsedMs: 400,
        nextDelayMs: 800,
        givesUpAfterMs: 120_000,
      },
    ]);
  });
});

import { createHandler, type Handler, type HandlerParts } from '../../handler/create-handler';
import type { HistoryEntry } from '../../migration/history';
import { MemoryDatabase } from '../migration/memory-database';
import { MemoryEngine } from '../migration/memory-engine';
import {
  entryOf,
  manifestOf,
  readerOf,
  runningEntryOf,
  scriptOf,
  type Script,
} from '../support/builders';
import { RecordingLogger } from './recording-logger';

const context = { getRemainingTimeInMillis: () => 900_000 };
const customers = scriptOf('V1__customers.sql', ['create customers', "insert 'hunter2'"]);
const orders = scriptOf('V2__orders.sql', ['create orders']);

describe('the handler', () => {
  it('applies what was planned and says what it did', async () => {
    const { handler } = handlerOf([customers, orders]);

    await expect(handler(eventOf(customers, orders), context)).resolves.toEqual({
      message: 'Applied V1 and V2; the schema is at V2.',
      applied: 2,
      schemaVersion: '2',
    });
  });

  it('names no version of an empty schema', async () => {
    const { handler } = handlerOf([]);

    await expect(handler({ files: {} }, context)).resolves.toEqual({
      message: 'Nothing is pending; the schema is empty.',
      applied: 0,
    });
  });

  it('is ready for the next event', async () => {
    const { handler, engine } = handlerOf([customers]);
    await handler(eventOf(customers), context);

    await expect(handler(eventOf(customers), context)).resolves.toMatchObject({ applied: 0 });
    expect(engine.calls).toHaveLength(1);
  });

  it('answers with less than 4 KB however many scripts there are', async () => {
    const scripts = Array.from({ length: 10_000 }, (_, index) =>
      scriptOf(`V${String(index + 1)}__script.sql`),
    );
    const { handler, engine } = handlerOf(scripts, { maxPayloadBytes: 4_000_000 });
    // The engine in memory takes its time for so many.
    engine.run = () => {
      engine.history = scripts.map((script, index) => entryOf(script, index + 1));
      return Promise.resolve();
    };

    const result = await handler(eventOf(...scripts), context);

    expect(result.applied).toBe(10_000);
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(4_096);
  });

  it('refuses an event that it does not understand, before it looks at anything else', async () => {
    const { handler, parts } = handlerOf([customers]);

    await expect(handler({ Records: [] }, context)).rejects.toThrow(
      'The migration function does not understand its event',
    );
    expect(parts.made).toBe(0);
  });

  it('refuses a layer that was not planned, before it looks at the database', async () => {
    const { handler, engine } = handlerOf([customers, orders]);

    await expect(handler(eventOf(customers), context)).rejects.toThrow(
      'V2__orders.sql is in the layer and was not planned',
    );
    expect(engine.history).toBeUndefined();
  });

  it('fails when a script fails', async () => {
    const { handler, database } = handlerOf([customers, orders]);
    database.refused.set('create orders', { message: 'no space' });

    await expect(handler(eventOf(customers, orders), context)).rejects.toThrow(
      'V2 orders failed at statement 1 of 1.',
    );
  });

  it('fails without a stack, which Terraform would print behind the message', async () => {
    const { handler } = handlerOf([customers]);

    await expect(handler({ files: 1 }, context)).rejects.toMatchObject({ stack: '' });
  });

  it('keeps the stack of an error that nobody thought of', async () => {
    const { handler, engine } = handlerOf([customers]);
    engine.run = () => Promise.reject(new TypeError('not a function'));

    await expect(handler(eventOf(customers), context)).rejects.toMatchObject({
      stack: expect.stringContaining('    at ') as string,
    });
  });

  it('fails with what is wrong in its environment, and looks again with the next event', async () => {
    const logger = new RecordingLogger();
    let calls = 0;
    const handler = createHandler({
      ...options(logger),
      parts: () => {
        calls += 1;
        return Promise.reject(new Error('DB_NAME is not set'));
      },
    });

    await expect(handler({ files: {} }, context)).rejects.toThrow('DB_NAME is not set');
    await expect(handler({ files: {} }, context)).rejects.toThrow('DB_NAME is not set');
    expect(calls).toBe(2);
  });

  it('fails while there is time to say so when another run takes too long', async () => {
    const { handler, engine, clock } = handlerOf([customers]);
    engine.history = [runningEntryOf(customers, 1, { isLive: true, runId: 'run-b' })];

    await expect(handler(eventOf(customers), context)).rejects.toThrow('Another run (run-b');
    expect(clock.time).toBe(850_000);
  });

  it('runs what is out of order only where the environment says so', async () => {
    const history: HistoryEntry[] = [entryOf(orders, 1)];
    const strict = handlerOf([customers, orders]);
    const lenient = handlerOf([customers, orders], { outOfOrder: true });
    strict.engine.history = [...history];
    lenient.engine.history = [...history];

    await expect(strict.handler(eventOf(customers, orders), context)).rejects.toThrow(
      'V1__customers.sql is out of order',
    );
    await expect(lenient.handler(eventOf(customers, orders), context)).resolves.toMatchObject({
      message: 'Applied V1; the schema is at V2.',
    });
  });
});

describe('an invocation that another one follows', () => {
  const returns = scriptOf('V3__returns.sql');
  const scripts = [customers, orders, returns];
  const first = { ...eventOf(...scripts), hasFollowUp: true };
  const tooLate = { getRemainingTimeInMillis: () => 49_999 };

  it('leaves to it what the time is too short for', async () => {
    const { handler, logger } = handlerOf(scripts);

    await expect(handler(first, tooLate)).resolves.toEqual({
      message:
        'No script was applied so far; the schema is empty. Not done yet: 3 scripts, V1 to V3, are ' +
        'still pending.',
      applied: 0,
      unfinished: {
        scripts: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        run: 'run-a',
        aboveRank: 0,
      },
    });
    expect(logger.lines.at(-1)).toEqual({
      level: 'INFO',
      message: 'left to the next invocation',
      left: '3 scripts, V1 to V3, are still pending',
    });
  });

  it('tells what both of them applied, and what another run did meanwhile', async () => {
    const { handler, engine } = handlerOf(scripts);
    const follows = await handler(first, tooLate);
    engine.history = [
      entryOf(customers, 1, { runId: 'run-a' }),
      entryOf(orders, 2, { runId: 'run-b' }),
    ];

    await expect(handler({ follows }, context)).resolves.toEqual({
      message: 'Applied V1 and V3; another run applied V2 meanwhile; the schema is at V3.',
      applied: 3,
      schemaVersion: '3',
    });
    expect(engine.history.at(-1)).toMatchObject({ version: '3', runId: 'run-a.run-a' });
  });

  it('tells nothing that was applied before', async () => {
    const { handler, engine } = handlerOf(scripts);
    engine.history = [entryOf(customers, 1)];
    const follows = await handler(first, tooLate);

    await expect(handler({ follows }, context)).resolves.toMatchObject({
      message: 'Applied V2 and V3; the schema is at V3.',
    });
  });

  it('is not the end of a script that another run works on', async () => {
    const { handler, engine } = handlerOf(scripts);
    engine.history = [runningEntryOf(customers, 1, { isLive: true, runId: 'run-b' })];

    await expect(handler(first, context)).resolves.toMatchObject({
      message:
        'No script was applied so far; the schema is empty. Not done yet: V1 customers is in work, 0 ' +
        'of 2 statements applied.',
    });
  });

  it('says what both of them applied when the last one has no time left, either', async () => {
    const { handler, engine } = handlerOf(scripts);
    const follows = await handler(first, tooLate);
    engine.history = [entryOf(customers, 1, { runId: 'run-a.12345678' })];

    await expect(handler({ follows }, tooLate)).rejects.toThrow(
      'Out of time: V2 and V3 are still pending. V1 is applied. Run again: it goes on with what ' +
        'is pending.',
    );
  });

  it('says what was applied before when a statement of unknown outcome holds it up', async () => {
    const { handler, engine } = handlerOf(scripts);
    const follows = await handler(first, tooLate);
    engine.history = [
      entryOf(customers, 1, { runId: 'run-a' }),
      runningEntryOf(orders, 2, { statementInFlight: 1 }),
    ];

    const refused = handler({ follows }, context);

    await expect(refused).rejects.toThrow('neither the history nor the catalog can tell');
    await expect(refused).rejects.toThrow(/\nV1 is applied and stays\.$/);
  });

  it('refuses to be followed by other scripts', async () => {
    const follows = await handlerOf(scripts).handler(first, tooLate);
    const { handler } = handlerOf([customers, orders]);

    await expect(handler({ follows }, context)).rejects.toThrow(
      'The scripts in the layer are not the ones that were planned:\n' +
        '  the invocation before this one had others\n' +
        'Nothing more was applied. ',
    );
  });

  it('leaves it nothing to do when all is done', async () => {
    const { handler, engine } = handlerOf(scripts);
    const follows = await handler(first, context);
    const { length } = engine.calls;

    await expect(handler({ follows, hasFollowUp: true }, tooLate)).resolves.toEqual({
      message: 'Applied 3 scripts, V1 to V3; the schema is at V3.',
      applied: 3,
      schemaVersion: '3',
    });
    expect(engine.calls).toHaveLength(length);
  });
});

describe("the handler's log", () => {
  it('has one line for each script', async () => {
    const { handler, logger } = handlerOf([customers, orders]);

    await handler(eventOf(customers, orders), context);

    expect(logger.lines).toEqual([
      { level: 'INFO', message: 'planned', pending: 2 },
      {
        level: 'INFO',
        message: 'applied',
        file: 'V1__customers.sql',
        version: '1',
        statements: 2,
        statementsApplied: 2,
        runId: 'run-a',
        byAnotherRun: false,
      },
      {
        level: 'INFO',
        message: 'applied',
        file: 'V2__orders.sql',
        version: '2',
        statements: 1,
        statementsApplied: 1,
        runId: 'run-a',
        byAnotherRun: false,
      },
    ]);
  });

  it('has neither a statement nor a message of the database', async () => {
    const { handler, logger, database } = handlerOf([customers]);
    database.refused.set("insert 'hunter2'", {
      message: 'duplicate key "hunter2"',
      sqlState: '23505',
      detail: 'Key (password)=(hunter2) already exists.',
    });

    await expect(handler(eventOf(customers), context)).rejects.toThrow('hunter2');

    expect(logger.lines).toEqual([
      { level: 'INFO', message: 'planned', pending: 1 },
      {
        level: 'ERROR',
        message: 'failed',
        file: 'V1__customers.sql',
        version: '1',
        statements: 2,
        statementsApplied: 1,
        runId: 'run-a',
        byAnotherRun: false,
        failedStatement: 2,
        sqlState: '23505',
      },
    ]);
  });
});

function eventOf(...scripts: readonly Script[]): object {
  return {
    files: Object.fromEntries(scripts.map(({ migration }) => [migration.file, migration.checksum])),
  };
}

function options(logger: RecordingLogger) {
  const clock = {
    time: 0,
    now: () => clock.time,
    sleep: (durationMs: number) => {
      clock.time += durationMs;
      return Promise.resolve();
    },
  };
  return { logger, clock, newRun: () => ({ id: 'run-a', toolVersion: '0.1.0' }) };
}

function handlerOf(scripts: readonly Script[], changes: Partial<HandlerParts> = {}) {
  const logger = new RecordingLogger();
  const database = new MemoryDatabase();
  const engine = new MemoryEngine(database);
  const parts = { made: 0 };
  const { clock, newRun } = options(logger);
  const handler: Handler = createHandler({
    logger,
    clock,
    newRun,
    parts: () => {
      parts.made += 1;
      return Promise.resolve({
        database,
        engine,
        manifest: manifestOf(...scripts),
        readScript: readerOf(...scripts),
        schemaPath: '/opt/schema',
        outOfOrder: false,
        maxPayloadBytes: 10_000,
        ...changes,
      });
    },
  });
  return { handler, logger, database, engine, parts, clock };
}

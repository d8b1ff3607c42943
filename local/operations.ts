import type { Backend, BackendSession, Result } from './backend';
import { toServiceError } from './database-error';
import type { Switches } from './options';
import { generatedFields, toResponse } from './response';
import { runWithin } from './run-within';
import { createSessions } from './sessions';
import { readStatement } from './statement';
import { createTransactions } from './transactions';
import type { Request, SqlParameter } from './wire';

export interface OperationOptions {
  readonly backend: Backend;
  /** Asked at each call. */
  readonly callTimeoutMs: () => number;
  readonly transactionIdleMs: number;
  readonly transactionLifetimeMs: number;
  readonly switches: Switches;
}

type Operation = (request: Request) => Promise<object>;

export interface Operations {
  readonly execute: Operation;
  readonly batchExecute: Operation;
  readonly begin: Operation;
  readonly commit: Operation;
  readonly rollback: Operation;
  readonly close: () => Promise<void>;
}

/** The five operations over one backend. */
export function createOperations(options: OperationOptions): Operations {
  const { backend, switches } = options;
  const sessions = createSessions(backend);
  const transactions = createTransactions(
    { idleMs: options.transactionIdleMs, lifetimeMs: options.transactionLifetimeMs },
    ({ session }) => {
      const free = (): Promise<void> => sessions.giveBack(session);
      session.execute(['rollback']).then(free, free);
    },
  );

  /** Runs one statement for each set of parameters, in the request's transaction or by itself. */
  const run = async (
    { sql = '', database, transactionId, continueAfterTimeout = false }: Request,
    parameterSets: readonly (readonly SqlParameter[])[],
  ): Promise<readonly Result[]> => {
    const startedMs = Date.now();
    const callTimeoutMs = options.callTimeoutMs();
    const { parts, bind } = readStatement(sql, backend.kind, switches);
    const sets = parameterSets.map((parameters) => bind(parameters));
    const executeOn = async (session: BackendSession, signal: AbortSignal) => {
      const results: Result[] = [];
      for (const placeholders of sets) {
        signal.throwIfAborted();
        results.push(await session.execute(parts, placeholders));
      }
      return results;
    };
    const limit = () => ({
      timeoutMs: callTimeoutMs - (Date.now() - startedMs),
      continues: continueAfterTimeout && !switches.ignoreContinueAfterTimeout,
    });

    if (transactionId !== undefined) {
      const transaction = transactions.enter(transactionId);
      const { session } = transaction;
      const leave = (): void => {
        if (session.isAlive()) {
          transactions.leave(transaction);
        } else {
          transactions.remove(transaction);
          void sessions.giveBack(session);
        }
      };
      return runWithin(session, limit(), (signal) => executeOn(session, signal), leave);
    }
    const session = await sessions.acquire(database, callTimeoutMs);
    const isAtomic = switches.refuseCommitInProcedure && callsProcedure.test(sql);
    return runWithin(
      session,
      limit(),
      (signal) =>
        isAtomic
          ? inTransaction(session, () => executeOn(session, signal))
          : executeOn(session, signal),
      () => void sessions.giveBack(session),
    );
  };

  const end = async (request: Request, command: string): Promise<void> => {
    const transaction = transactions.enter(request.transactionId);
    try {
      await transaction.session.execute([command]);
    } finally {
      transactions.remove(transaction);
      // Before the answer, so that who calls next finds all sessions taking turns.
      await sessions.giveBack(transaction.session);
    }
  };

  const begin = async ({ database }: Request): Promise<object> => {
    const session = await sessions.acquire(database, options.callTimeoutMs());
    try {
      await session.execute(['start transaction']);
    } catch (error) {
      await sessions.giveBack(session);
      throw error;
    }
    return { transactionId: transactions.add(session).id };
  };

  const told =
    (operation: Operation): Operation =>
    async (request) => {
      try {
        return await operation(request);
      } catch (error) {
        throw toServiceError(error, backend.kind, switches.mysqlErrorText);
      }
    };

  return {
    execute: told(async (request) => {
      const [result] = await run(request, [request.parameters ?? []]);
      return result === undefined ? {} : toResponse(result, request, backend.kind);
    }),
    batchExecute: told(async (request) => {
      const { parameterSets = [] } = request;
      const results = await run(request, parameterSets.length === 0 ? [[]] : parameterSets);
      return {
        updateResults: results.map(({ generatedId }) => ({
          generatedFields: generatedFields(generatedId),
        })),
      };
    }),
    begin: told(begin),
    commit: told(async (request) => {
      await end(request, 'commit');
      return { transactionStatus: 'Transaction Committed' };
    }),
    rollback: told(async (request) => {
      await end(request, 'rollback');
      return { transactionStatus: 'Rollback Complete' };
    }),
    close: async () => {
      transactions.clear();
      await sessions.close();
    },
  };
}

// PostgreSQL lets a procedure commit only where no transaction is around it.
const callsProcedure = /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:call|do)\b/i;

async function inTransaction<T>(session: BackendSession, work: () => Promise<T>): Promise<T> {
  await session.execute(['start transaction']);
  try {
    const result = await work();
    await session.execute(['commit']);
    return result;
  } catch (error) {
    await session.execute(['rollback']);
    throw error;
  }
}

import type { Backend, BackendSession, Result } from './backend';
import { multistatements, toServiceError } from './database-error';
import { toField, toJson, toMetadata } from './fields';
import { assertRowSizes, assertSqlSize } from './limits';
import { scanParameters } from './scan-parameters';
import { badRequest, validationFailed } from './service-error';
import { createSessionPool, type SessionPool } from './session-pool';
import { runWithin } from './run-within';
import type { Switches } from './options';
import { createTransactions, type Transaction } from './transactions';
import type { Request, SqlParameter } from './wire';

export interface OperationOptions {
  readonly backend: Backend;
  readonly callTimeoutMs: number;
  readonly transactionIdleMs: number;
  readonly transactionLifetimeMs: number;
  readonly switches: Switches;
}

export interface Operations {
  execute(request: Request): Promise<object>;
  batchExecute(request: Request): Promise<object>;
  begin(request: Request): Promise<object>;
  commit(request: Request): Promise<object>;
  rollback(request: Request): Promise<object>;
  close(): Promise<void>;
}

/** The five operations over one backend, with a pool of sessions for each database. */
export function createOperations(options: OperationOptions): Operations {
  const { backend, switches, callTimeoutMs } = options;
  const pools = new Map<string, SessionPool>();
  const owners = new Map<BackendSession, SessionPool>();

  const acquire = async (database = backend.database): Promise<BackendSession> => {
    let pool = pools.get(database);
    if (pool === undefined) {
      pool = createSessionPool(backend, database);
      pools.set(database, pool);
    }
    const session = await pool.acquire();
    owners.set(session, pool);
    return session;
  };
  const giveBack = (session: BackendSession): void => {
    const free = (): void => {
      owners
        .get(session)
        ?.release(session)
        .catch(() => undefined);
    };
    session.afterCall().then(free, free);
  };
  const transactions = createTransactions(
    { idleMs: options.transactionIdleMs, lifetimeMs: options.transactionLifetimeMs },
    ({ session }) => {
      const free = (): void => {
        giveBack(session);
      };
      session.execute(['rollback'], []).then(free, free);
    },
  );
  const told = (error: unknown): never => {
    throw toServiceError(error, backend.kind, switches.mysqlErrorText);
  };

  /** Runs one statement in the request's transaction, or by itself. */
  const run = async (
    { sql = '', database, transactionId, continueAfterTimeout = false }: Request,
    parameters: readonly SqlParameter[],
  ): Promise<Result> => {
    assertSqlSize(sql);
    const scanned = scanParameters(sql);
    assertOneStatement(sql, scanned.hasMoreStatements, backend.kind, switches);
    assertParameters(parameters, scanned.names);
    const values = scanned.names.map((name) => parameters.find((given) => given.name === name));
    const limit = {
      timeoutMs: callTimeoutMs,
      continues: continueAfterTimeout && !switches.ignoreContinueAfterTimeout,
    };
    const execute = (session: BackendSession) => session.execute(scanned.parts, values);

    if (transactionId !== undefined) {
      const transaction = transactions.enter(transactionId);
      return runWithin(
        transaction.session,
        limit,
        () => execute(transaction.session),
        () => {
          transactions.leave(transaction);
        },
      ).catch(told);
    }
    const session = await acquire(database).catch(told);
    return runWithin(
      session,
      limit,
      () => (switches.refuseCommitInProcedure ? inTransaction(session, execute) : execute(session)),
      () => {
        giveBack(session);
      },
    ).catch(told);
  };

  const end = async (request: Request, command: string): Promise<void> => {
    const transaction: Transaction = transactions.enter(request.transactionId);
    try {
      await transaction.session.execute([command], []).catch(told);
    } finally {
      transactions.remove(transaction);
      giveBack(transaction.session);
    }
  };

  return {
    async execute(request) {
      const result = await run(request, request.parameters ?? []);
      return toResponse(result, request, backend.kind);
    },

    async batchExecute(request) {
      const updateResults: object[] = [];
      for (const parameters of request.parameterSets ?? [[]]) {
        const { generatedId } = await run(request, parameters);
        updateResults.push({ generatedFields: generatedFields(generatedId) });
      }
      return { updateResults };
    },

    async begin({ database }) {
      const session = await acquire(database).catch(told);
      try {
        await session.execute(['start transaction'], []);
      } catch (error) {
        giveBack(session);
        return told(error);
      }
      return { transactionId: transactions.add(session).id };
    },

    async commit(request) {
      await end(request, 'commit');
      return { transactionStatus: 'Transaction Committed' };
    },

    async rollback(request) {
      await end(request, 'rollback');
      return { transactionStatus: 'Rollback Complete' };
    },

    async close() {
      transactions.clear();
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function toResponse(result: Result, request: Request, kind: Backend['kind']): object {
  const { columns, rows, recordsUpdated, generatedId } = result;
  assertRowSizes(rows);
  if (columns.length === 0) {
    return {
      numberOfRecordsUpdated: recordsUpdated,
      ...(kind === 'mysql' && { generatedFields: generatedFields(generatedId) }),
    };
  }
  if (request.formatRecordsAs === 'JSON') {
    const records = rows.map((row) =>
      Object.fromEntries(
        columns.map((column, index) => [column.label, toJson(row[index] ?? null, column)]),
      ),
    );
    return { numberOfRecordsUpdated: recordsUpdated, formattedRecords: JSON.stringify(records) };
  }
  // An unsupported column is refused even when there is no row.
  for (const column of columns) toField(null, column);
  return {
    numberOfRecordsUpdated: recordsUpdated,
    records: rows.map((row) =>
      columns.map((column, index) => toField(row[index] ?? null, column, request.resultSetOptions)),
    ),
    ...(request.includeResultMetadata === true && { columnMetadata: columns.map(toMetadata) }),
  };
}

function generatedFields(generatedId: number | undefined): readonly object[] {
  return generatedId === undefined ? [] : [{ longValue: generatedId }];
}

async function inTransaction(
  session: BackendSession,
  execute: (session: BackendSession) => Promise<Result>,
): Promise<Result> {
  await session.execute(['start transaction'], []);
  try {
    const result = await execute(session);
    await session.execute(['commit'], []);
    return result;
  } catch (error) {
    await session.execute(['rollback'], []);
    throw error;
  }
}

function assertOneStatement(
  sql: string,
  hasMoreStatements: boolean,
  kind: Backend['kind'],
  { refuseMysqlBodies }: Switches,
): void {
  // PostgreSQL itself refuses several commands in a prepared statement.
  if (kind === 'postgresql' || !hasMoreStatements) return;
  const isRoutine =
    /^\s*(?:create\b[^;]*\b(?:procedure|function|trigger|event)\b|begin\s+not\s+atomic)/i;
  if (refuseMysqlBodies || !isRoutine.test(sql)) throw validationFailed(multistatements);
}

function assertParameters(parameters: readonly SqlParameter[], names: readonly string[]): void {
  for (const { name = '', value } of parameters) {
    if (!names.includes(name)) throw badRequest(`Cannot find parameter: ${name}`);
    if (value?.arrayValue !== undefined) throw badRequest('Array parameters are not supported.');
  }
}

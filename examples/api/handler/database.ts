import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandOutput,
  type Field,
  type RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { retryWhileResuming, type Wait } from './retry-while-resuming';

export type Parameters = Readonly<Record<string, string | number>>;

/** Values by column. Decimals are strings, so that no cent is lost. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface Session {
  query(sql: string, parameters?: Parameters): Promise<readonly Row[]>;
  /** Returns the number of rows that were changed. */
  change(sql: string, parameters?: Parameters): Promise<number>;
}

export interface Database extends Session {
  /** Commits what the work did, or, when it throws, none of it. */
  inTransaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

export interface DatabaseOptions {
  readonly client: RDSDataClient;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
  readonly wait: Wait;
}

export function createDatabase({ client, wait, ...options }: DatabaseOptions): Database {
  const { resourceArn, secretArn } = options;

  function sessionOf(transactionId?: string): Session {
    const execute = (sql: string, parameters: Parameters = {}) =>
      retryWhileResuming(wait, () =>
        client.send(
          new ExecuteStatementCommand({
            ...options,
            transactionId,
            sql,
            parameters: Object.entries(parameters).map(([name, value]) => ({
              name,
              value: typeof value === 'number' ? { longValue: value } : { stringValue: value },
            })),
            includeResultMetadata: true,
          }),
        ),
      );
    return {
      query: async (sql, parameters) => rowsOf(await execute(sql, parameters)),
      change: async (sql, parameters) =>
        (await execute(sql, parameters)).numberOfRecordsUpdated ?? 0,
    };
  }

  return {
    ...sessionOf(),
    async inTransaction(work) {
      const { transactionId } = await retryWhileResuming(wait, () =>
        client.send(new BeginTransactionCommand(options)),
      );
      let result;
      try {
        result = await work(sessionOf(transactionId));
      } catch (error) {
        // If this fails too, the service rolls back by itself; the first error tells more.
        await client
          .send(new RollbackTransactionCommand({ resourceArn, secretArn, transactionId }))
          .catch(() => undefined);
        throw error;
      }
      await client.send(new CommitTransactionCommand({ resourceArn, secretArn, transactionId }));
      return result;
    },
  };
}

/** Whether the database refused a row because there is one with the same key. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && duplicate.test(error.message);
}

// PostgreSQL says 23505. MySQL says 1062; the Data API has two ways to write this.
const duplicate = /SQLState: 23505|Error code: 1062\b/i;

function rowsOf({
  records = [],
  columnMetadata = [],
}: ExecuteStatementCommandOutput): readonly Row[] {
  return records.map((fields) =>
    Object.fromEntries(
      columnMetadata.map(({ label = '' }, index) => [label, valueOf(fields[index])]),
    ),
  );
}

function valueOf(field: Field | undefined): Row[string] {
  return (
    field?.stringValue ?? field?.longValue ?? field?.doubleValue ?? field?.booleanValue ?? null
  );
}

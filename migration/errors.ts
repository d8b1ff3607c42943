import { visibleLines } from './visible';

/** Base of all errors that are meant for the person who runs a migration. */
export abstract class MigrationError extends Error {
  abstract override readonly name: string;
}

/** What a database says about a statement that failed. */
export interface SqlErrorDetails {
  readonly message: string;
  /** SQLSTATE, five characters; absent where the service did not pass it on. */
  readonly sqlState?: string;
  /** The vendor's number: MySQL's 1146. PostgreSQL has none. */
  readonly code?: number;
  readonly detail?: string;
  readonly hint?: string;
  /** Character in the statement, from 1, as PostgreSQL tells it. */
  readonly position?: number;
}

/** The database refused a statement; nothing of that statement remains. */
export class SqlError extends MigrationError {
  override readonly name = 'SqlError';
  readonly details: SqlErrorDetails;

  constructor(details: SqlErrorDetails, options?: ErrorOptions) {
    const code = details.code === undefined ? details.sqlState : String(details.code);
    // It may quote a script's text.
    const message = visibleLines(details.message);
    super(code === undefined ? message : `${message} (${code})`, options);
    this.details = details;
  }
}

/** The call ran out of time. Whether the statement runs on depends on how it was sent. */
export class StatementTimeoutError extends MigrationError {
  override readonly name = 'StatementTimeoutError';
}

/** The answer to a call was lost: the statement may have run, or may still run. */
export class UnknownOutcomeError extends MigrationError {
  override readonly name = 'UnknownOutcomeError';
}

/** The Data API did not take the call; the statement did not reach the database. */
export class RequestRefusedError extends MigrationError {
  override readonly name = 'RequestRefusedError';

  constructor(readonly reason: string) {
    super(`The Data API refused the call before it reached the database: ${reason}`);
  }
}

/** The Data API ended the transaction before we did. */
export class TransactionEndedError extends MigrationError {
  override readonly name = 'TransactionEndedError';

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The transaction is gone: ${reason}; what it had not committed was rolled back. ` +
        `The Data API ends one after 3 minutes without a call, or 24 hours in all; run again`,
      options,
    );
  }
}

/** The statement ran, and its result cannot be passed on. */
export class UnsupportedResultError extends MigrationError {
  override readonly name = 'UnsupportedResultError';
}

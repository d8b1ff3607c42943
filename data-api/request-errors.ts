import { MigrationError } from '../migration/errors';

/** The query is larger than the Data API takes; it was not run. */
export class RequestTooLargeError extends MigrationError {
  override readonly name = 'RequestTooLargeError';

  constructor(what: string, fix: string, options?: ErrorOptions) {
    super(`${what}; ${fix}`, options);
  }
}

/** The value of a parameter cannot be sent. */
export class UnsupportedParameterError extends MigrationError {
  override readonly name = 'UnsupportedParameterError';

  constructor(
    readonly parameter: string,
    readonly reason: string,
  ) {
    super(`Parameter "${parameter}" ${reason}; pass it as text and cast it in SQL`);
  }
}

/** The Data API did not take the call; the statement did not reach the database. */
export class RequestRefusedError extends MigrationError {
  override readonly name = 'RequestRefusedError';

  constructor(readonly reason: string) {
    super(`The Data API refused the call before it reached the database: ${reason}`);
  }
}

/** The statement ran, and its result cannot be passed on. */
export class UnsupportedResultError extends MigrationError {
  override readonly name = 'UnsupportedResultError';
}

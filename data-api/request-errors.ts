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

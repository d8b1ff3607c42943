/** An error as the service sends it: its name goes into a header, its message into the body. */
export class ServiceError extends Error {
  constructor(
    override readonly name: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const badRequest = (message: string) =>
  new ServiceError('BadRequestException', 400, message);

/** Real, and not in the service's model. */
export const validationFailed = (message: string) =>
  new ServiceError('ValidationException', 400, message);

export const databaseError = (message: string) =>
  new ServiceError('DatabaseErrorException', 400, message);

export const unsupportedResult = (message: string) =>
  new ServiceError('UnsupportedResultException', 400, message);

export const statementTimeout = () =>
  new ServiceError('StatementTimeoutException', 400, 'Request timed out');

/** The service gives no message with it. */
export const databaseUnavailable = () => new ServiceError('DatabaseUnavailableException', 504, '');

/** A lost connection: nobody knows whether the statement ran. */
export const internalServerError = () => new ServiceError('InternalServerErrorException', 500, '');

export const internalFailure = () => new ServiceError('InternalFailure', 500, '');

export const requestTooLong = () =>
  new ServiceError('RequestEntityTooLargeException', 413, 'Request Too Long');

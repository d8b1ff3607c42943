import { MigrationError } from '../migration/errors';

/** The database did not become ready in time. Nothing was run. */
export class DatabaseNotReadyError extends MigrationError {
  override readonly name = 'DatabaseNotReadyError';

  constructor(reason: string, waitedMs: number, options?: ErrorOptions) {
    super(
      `the database was not ready after ${String(Math.round(waitedMs / 1000))} s: ${reason}. ` +
        'Look at the cluster in the RDS console, and run again when its writer is available',
      options,
    );
  }
}

/** The service refused the call, and waiting does not help. Nothing was run. */
export class DataApiRefusedError extends MigrationError {
  override readonly name = 'DataApiRefusedError';

  constructor(
    readonly reason: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The result is more than the service can return. The statement may have run. */
export class ResultRefusedError extends MigrationError {
  override readonly name = 'ResultRefusedError';
}

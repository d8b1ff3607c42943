import { MigrationError } from '../migration/errors';

/** A local database that cannot be opened, or a port that cannot be had. */
export class OpenError extends MigrationError {
  override readonly name = 'OpenError';
}

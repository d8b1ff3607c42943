import { MigrationError } from '../migration/errors';

/** The command was called in a wrong way; nothing was done. */
export class UsageError extends MigrationError {
  override readonly name = 'UsageError';
}

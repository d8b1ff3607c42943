import { MigrationError } from '../migration/errors';

/** The user ended the run before its work was done. */
export class InterruptedError extends MigrationError {
  override readonly name = 'InterruptedError';

  constructor() {
    super(
      'Interrupted. The database may go on with the scripts that it has been given; ' +
        '"aurora-migrate status" shows how far it is. Run again: it waits for them and applies what is left.',
    );
  }
}

import { MigrationError } from '../migration/errors';
import type { EngineName } from '../migration/migration';

/** The user ended the run before its work was done. */
export class InterruptedError extends MigrationError {
  override readonly name = 'InterruptedError';

  constructor(engine: EngineName) {
    super(
      'Interrupted. The database may go on with the scripts that it has been given; ' +
        `"aurora-migrate status" ${shown[engine]}. ` +
        'Run again: it waits for them and applies what is left.',
    );
  }
}

const shown: Readonly<Record<EngineName, string>> = {
  // Others see nothing of a script before its transaction is committed.
  'aurora-postgresql': 'shows each of them as pending until it is applied whole',
  'aurora-mysql': 'shows how far it is',
};

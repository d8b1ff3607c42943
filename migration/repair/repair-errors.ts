import { MigrationError } from '../errors';
import type { HistoryEntry } from '../history';

/** The repair is not one for this script as it is now. Nothing was changed. */
export class RepairRefusedError extends MigrationError {
  override readonly name = 'RepairRefusedError';

  constructor(reason: string) {
    super(`${reason} Nothing was changed.`);
  }
}

/** Somebody works on what is to be repaired. Nothing was changed. */
export class RepairBusyError extends MigrationError {
  override readonly name = 'RepairBusyError';

  constructor(reason: string) {
    super(`${reason} Nothing was changed: repair when it has ended, and look again first.`);
  }
}

/** What is to be done is not what was shown with the token. Nothing was changed. */
export class RepairTokenError extends MigrationError {
  override readonly name = 'RepairTokenError';

  constructor(version: string, token: string) {
    super(
      `The token "${token}" is not the one of this repair: another one was shown with it, or ` +
        `V${version} has changed since. Nothing was changed: look again, and confirm what you see.`,
    );
  }
}

/** The history is not what it was when the repair was shown. Nothing was changed. */
export class RepairOutdatedError extends MigrationError {
  override readonly name = 'RepairOutdatedError';

  constructor(version: string, now: HistoryEntry | undefined) {
    const is =
      now === undefined
        ? 'has no row any more'
        : `is ${now.state} now, with ${now.statementsApplied} of ${now.statementsTotal} ` +
          `statements applied, by run ${now.runId}`;
    super(
      `V${version} is not as it was shown: it ${is}. Nothing was changed: look again, and repair ` +
        'if it is still needed.',
    );
  }
}

import { MigrationError, type RequestRefusedError, type SqlError } from './errors';
import type { HistoryEntry } from './history';
import { howToSettle } from './how-to-settle';
import { repairCommand } from './repair/request';
import type { InFlight } from './in-flight';
import { firstLines, versionList, whatStays } from './version-list';

/** Nothing failed, but the time is over; the next run goes on. */
export abstract class TimeOverError extends MigrationError {
  /** What is not done, as a sentence without its end. */
  abstract readonly left: string;
}

/** Another run has worked on the schema for as long as this one could wait. */
export class AnotherRunError extends TimeOverError {
  override readonly name = 'AnotherRunError';
  override readonly left: string;

  constructor(readonly entry: HistoryEntry) {
    super(
      `Another run (${entry.runId}, by ${entry.databaseUser}) works on V${entry.version} ` +
        `${entry.description} since ${entry.startedAt}, ${entry.statementsApplied} of ` +
        `${entry.statementsTotal} statements applied so far. ` +
        'Run again when the other one has ended.',
    );
    this.left =
      `V${entry.version} ${entry.description} is in work, ${entry.statementsApplied} of ` +
      `${entry.statementsTotal} statements applied`;
  }
}

/** The work goes on in the database, and this run could not wait for its end. */
export class StillRunningError extends TimeOverError {
  override readonly name = 'StillRunningError';
  override readonly left: string;

  constructor(readonly file: string) {
    super(
      `${file} is still running in the database, which goes on with it by itself. ` +
        'Run again: it follows the script to its end and applies what is left.',
    );
    this.left = `${file} is still running in the database`;
  }
}

/** The schema history cannot be made in this database. Nothing was applied. */
export class InstallError extends MigrationError {
  override readonly name = 'InstallError';

  constructor(grants: readonly string[], cause: SqlError) {
    super(
      `The schema history cannot be created in the database: ${cause.message}. ` +
        `The database user needs rights: ${grants.join('; ')}. Nothing was applied.`,
      { cause },
    );
  }
}

/** The schema history is made by a statement that the service does not take. Nothing was applied. */
export class InstallRefusedError extends MigrationError {
  override readonly name = 'InstallRefusedError';

  constructor(cause: RequestRefusedError) {
    super(
      `The schema history cannot be created in the database: ${cause.message}. It is created by a ` +
        'DO block, and there is no other way for this engine. Nothing was applied. ' +
        '"aurora-migrate doctor" tells what else the service refuses: open an issue with it.',
      { cause },
    );
  }
}

/** Statements that no way brings to this database. Nothing has run since this was seen. */
export class UnsendableError extends MigrationError {
  override readonly name = 'UnsendableError';

  /** @param inPart whether statements above these were applied before */
  constructor(
    readonly places: readonly string[],
    { inPart = false }: { readonly inPart?: boolean } = {},
  ) {
    super(
      `${firstLines(places).join('\n')}\n` +
        'The service refuses the body of a routine that has a ";" in it, and nothing else brings such ' +
        'a statement to the database: write a body of one statement without BEGIN and END, or ' +
        'create the routine over a connection to the database. ' +
        `Nothing ${inPart ? 'more ' : ''}of these scripts was applied.`,
    );
  }
}

/** The schema history is there, and this user may not use it. Nothing was applied. */
export class HistoryAccessError extends MigrationError {
  override readonly name = 'HistoryAccessError';

  constructor(grants: readonly string[], cause: SqlError) {
    super(
      `The schema history cannot be used: ${cause.message}. It belongs to the database user who ` +
        `migrated first: use the secret of that user, or grant rights: ${grants.join('; ')}. ` +
        'Nothing was applied.',
      { cause },
    );
  }
}

/** There is no time left to begin what is pending. */
export class OutOfTimeError extends TimeOverError {
  override readonly name = 'OutOfTimeError';
  override readonly left: string;

  constructor(
    readonly applied: readonly string[],
    readonly pending: readonly string[],
    /** Those of the pending ones of which some statements are applied. */
    readonly inPart: readonly string[] = [],
  ) {
    const done = [
      ...(applied.length === 0 ? [] : [`${versionList(applied)} applied`]),
      ...(inPart.length === 0 ? [] : [`${versionList(inPart)} applied in part`]),
    ];
    super(
      `Out of time: ${versionList(pending)} still pending. ` +
        `${done.length === 0 ? 'Nothing was applied' : done.join('. ')}. ` +
        'Run again: it goes on with what is pending.',
    );
    const part = inPart.length === 0 ? '' : ` (${versionList(inPart)} applied in part)`;
    this.left = `${versionList(pending)} still pending${part}`;
  }
}

/** A statement that runs alone did not report its end, and nothing else tells how it ended. */
export class StatementOutcomeError extends MigrationError {
  override readonly name = 'StatementOutcomeError';
  readonly statement: number;

  constructor(
    readonly path: string,
    { entry, number, place: { line } }: InFlight,
    verdict: 'repeatable' | 'unknown',
    cause: Error,
  ) {
    const what = `${path}:${String(line)}: statement ${number} of ${entry.statementsTotal}`;
    super(
      `${what} runs alone, and the database did not report its end (${cause.message}). ` +
        (verdict === 'repeatable'
          ? 'It does not run any more. Whether it did its work is not known, and it may do it twice: ' +
            `run again; or say that it did it: ${repairCommand({ version: entry.version, action: 'statement-applied' })}.`
          : `It does not run any more, and whether it was applied is not known: ${howToSettle(entry.version)}`),
      { cause },
    );
    this.statement = number;
  }
}

/** A statement's session ended before the statement was applied, again and again. */
export class StatementLostError extends MigrationError {
  override readonly name = 'StatementLostError';
  readonly statement: number;

  constructor(
    readonly path: string,
    { entry, number, place: { line } }: InFlight,
    readonly times: number,
  ) {
    super(
      `${path}:${String(line)}: the session of statement ${number} of ${entry.statementsTotal} ended ` +
        `${times} times before the statement was applied. The log of the database says why; run ` +
        'again when the cause is gone.',
    );
    this.statement = number;
  }
}

/** A call of the runner failed, and the history has no word of it. */
export class CallFailedError extends MigrationError {
  override readonly name = 'CallFailedError';

  constructor(
    readonly path: string,
    cause: Error,
    readonly applied: readonly string[],
  ) {
    super(
      `The call that ran ${path} failed: ${cause.message}. The history has recorded nothing of ` +
        `it. ${whatStays(applied)}Run again when the cause is gone.`,
      { cause },
    );
  }
}

/** Calls of the runner ran out of time, and their work ended with them. */
export class CallCancelledError extends MigrationError {
  override readonly name = 'CallCancelledError';

  constructor(
    readonly path: string,
    readonly times: number,
    readonly applied: readonly string[],
  ) {
    super(
      `${path} takes longer than the 45 s of a call, and ${times} times its work ended with the ` +
        'call, though the Data API was asked to let it go on. What was cut off has been rolled ' +
        `back. ${whatStays(applied)}Split it: what is in one transaction (on PostgreSQL a script, on ` +
        'MySQL a statement) has to be done in 45 s.',
    );
  }
}

/** The runner in the database did not do what was asked, and says no reason. */
export class NoProgressError extends MigrationError {
  override readonly name = 'NoProgressError';

  constructor(readonly file: string) {
    super(
      `${file} is still pending after several calls of the runner in the database, without an error. ` +
        'Other runs may change the schema history all the time; run again when they have ended.',
    );
  }
}

import type { MigrationError } from '../migration/errors';

/** Something that a caller can only be told. */
export interface FinalFailure {
  readonly kind: 'final';
  readonly error: MigrationError;
}

/** Something that passes by itself: the call may be sent again. */
export interface PassingFailure {
  readonly kind: 'passing';
  /** What is waited for, as the end of "waiting, because …". */
  readonly reason: string;
  /** How long this may last before it is an error. */
  readonly patienceMs: number;
  /** The error when it has lasted too long. */
  giveUp(waitedMs: number, attempts: number): MigrationError;
}

export type Failure = FinalFailure | PassingFailure;

/** The call that failed, as far as it decides what the failure means. */
export interface Call {
  readonly operation: 'begin' | 'execute' | 'commit';
  readonly resourceArn: string;
  readonly secretArn: string;
  /** False once the database has answered this client. */
  readonly isFirstContact: boolean;
  readonly continueAfterTimeout: boolean;
  /** True for a statement that does no harm the second time. */
  readonly isRepeatable: boolean;
  /** True for a statement that may be sent again to another server when this one is read-only. */
  readonly waitsForWriter: boolean;
}

export function final(error: MigrationError): FinalFailure {
  return { kind: 'final', error };
}

/** As long as the caller's deadline allows. */
export const untilDeadline = Number.POSITIVE_INFINITY;

/** Long enough for a new right to spread or a fault to pass, short enough to be told soon. */
export const shortPatienceMs = 15_000;

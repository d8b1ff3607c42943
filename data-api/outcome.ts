import { UnknownOutcomeError } from '../migration/errors';
import { DatabaseNotReadyError } from './cluster-errors';
import { final, shortPatienceMs, untilDeadline, type Call, type Failure } from './failure';

/**
 * True when sending the call again does no harm, though it may have run. A transaction that
 * nobody knows of does nothing until the service ends it. The first statement of a client
 * has met a new or sleeping cluster; callers begin with a read (docs/data-api.md).
 */
export function isWithoutHarm({ operation, isFirstContact, isRepeatable }: Call): boolean {
  return operation === 'begin' || isRepeatable || (operation === 'execute' && isFirstContact);
}

export function notReady(call: Call, reason: string, fix: string, cause: unknown): Failure {
  return {
    kind: 'passing',
    reason,
    patienceMs: untilDeadline,
    giveUp: (waitedMs, attempts) =>
      new DatabaseNotReadyError(call.resourceArn, reason, waitedMs, attempts, fix, { cause }),
  };
}

/** The answer is lost, and with it whether the call did its work. */
export function lost(call: Call, reason: string, cause: unknown): Failure {
  const error = unknownOutcome(call, reason, cause);
  if (call.operation !== 'begin' && !call.isRepeatable) return final(error);
  return {
    kind: 'passing',
    reason: `the answer was lost (${reason})`,
    patienceMs: shortPatienceMs,
    giveUp: () => error,
  };
}

function unknownOutcome(call: Call, reason: string, cause: unknown): UnknownOutcomeError {
  // A message about an unreadable answer quotes it, and with it somebody's data.
  const options = cause instanceof SyntaxError ? {} : { cause };
  return new UnknownOutcomeError(
    `The answer to the ${whats[call.operation]} was lost (${reason}); ` +
      `look in the database whether it took effect before running it again`,
    options,
  );
}

const whats = {
  begin: 'beginning of a transaction',
  execute: 'statement',
  commit: 'commit',
} as const;

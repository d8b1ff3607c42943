import { reserveSeconds } from '../../handler/environment';
import { between } from './numbers';

export const minutesRule = between(1, 1440);

/** More than anybody wants to see in a plan. */
export const maxInvocations = 120;

/** How many invocations work for so many minutes, one after the other. */
export function countInvocations(minutes: number | undefined, timeoutSeconds: number): number {
  return minutes === undefined ? 1 : Math.ceil((minutes * 60) / workSecondsOf(timeoutSeconds));
}

function workSecondsOf(timeoutSeconds: number): number {
  return timeoutSeconds - reserveSeconds;
}

/** @param timeoutSeconds within its own rule */
export function findMinutesProblem(minutes: number, timeoutSeconds: number): string | undefined {
  const problem = minutesRule(minutes);
  if (problem !== undefined) return problem;
  const count = countInvocations(minutes, timeoutSeconds);
  if (count <= maxInvocations) return undefined;
  const most = Math.floor((maxInvocations * workSecondsOf(timeoutSeconds)) / 60);
  return (
    `it takes ${count} invocations of ${timeoutSeconds} s, and at most ${maxInvocations} follow ` +
    `each other; choose at most ${most}, or a higher timeoutSeconds`
  );
}

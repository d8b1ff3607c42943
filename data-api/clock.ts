import type { Clock } from '../migration/ports';

/** Time and chance, so that a test may wait two minutes in no time. */
export interface ChanceClock extends Clock {
  /** At least 0 and less than 1. */
  random(): number;
}

export const systemClock: ChanceClock = {
  // Not Date.now(): a corrected wall clock must not end a wait early, or never.
  now: () => performance.timeOrigin + performance.now(),
  sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
  random: () => Math.random(),
};

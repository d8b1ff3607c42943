import { setImmediate as yieldOnce } from 'node:timers/promises';
import type { ChanceClock } from '../../../data-api/clock';

/** A clock whose sleeps are over at once, and have taken their time. */
export function jumpingClock(): ChanceClock {
  let sleptMs = 0;
  return {
    now: () => Date.now() + sleptMs,
    sleep: (durationMs) => {
      sleptMs += durationMs;
      return yieldOnce();
    },
    random: () => 0.5,
  };
}

import type { ChanceClock } from './clock';
import type { Failure } from './failure';

/** One wait between two attempts of a call. */
export interface Wait {
  /** Why the call failed for now. */
  readonly reason: string;
  /** How many times the call has been sent. */
  readonly attempt: number;
  /** How long this has lasted. */
  readonly elapsedMs: number;
  readonly nextDelayMs: number;
  /** How long it may last in all. */
  readonly givesUpAfterMs: number;
}

export interface Patience {
  readonly clock: ChanceClock;
  readonly timeoutMs: number;
  readonly onWait: (wait: Wait) => void;
}

/** Sends a call until it is answered, fails for good, or fails in passing for too long. */
export async function callPatiently<T>(
  send: () => Promise<T>,
  classify: (thrown: unknown) => Failure,
  { clock, timeoutMs, onWait }: Patience,
): Promise<T> {
  const startedAt = clock.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (thrown) {
      const failure = classify(thrown);
      if (failure.kind === 'final') throw failure.error;

      const elapsedMs = clock.now() - startedAt;
      const givesUpAfterMs = Math.min(failure.patienceMs, timeoutMs);
      const remainingMs = givesUpAfterMs - elapsedMs;
      if (!(remainingMs > 0)) throw failure.giveUp(elapsedMs, attempt);

      const nextDelayMs = Math.min(delayMs(attempt, clock.random()), Math.ceil(remainingMs));
      onWait({ reason: failure.reason, attempt, elapsedMs, nextDelayMs, givesUpAfterMs });
      await clock.sleep(nextDelayMs);
    }
  }
}

const firstDelayMs = 500;
const longestDelayMs = 10_000;

/** Doubles with each attempt; half of it by chance, so that many callers do not come at once. */
function delayMs(attempt: number, random: number): number {
  const fullMs = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}

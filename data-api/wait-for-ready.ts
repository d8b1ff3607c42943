import type { Clock } from '../migration/ports';
import { judgeError, type Target } from './judge-error';
import { DataApiRefusedError, DatabaseNotReadyError } from './service-errors';

export interface Wait {
  readonly reason: string;
  readonly attempt: number;
  readonly elapsedMs: number;
  readonly nextDelayMs: number;
}

export interface WaitOptions {
  readonly target: Target;
  readonly clock: Clock & { random(): number };
  readonly resumeTimeoutMs: number;
  readonly onWait: (wait: Wait) => void;
}

// A role or an endpoint that Terraform made a moment ago works after seconds.
const briefTimeoutMs = 20_000;
const firstDelayMs = 500;
const longestDelayMs = 5_000;

/** Makes a call, again while the service says that nothing ran and that it passes. */
export async function waitForReady<T>(call: () => Promise<T>, options: WaitOptions): Promise<T> {
  const { clock, target, resumeTimeoutMs, onWait } = options;
  const start = clock.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const judgement = judgeError(error, target);
      if (judgement.kind === 'fail') throw judgement.error;
      const elapsedMs = clock.now() - start;
      const brief = judgement.kind === 'wait briefly';
      const timeoutMs = brief ? Math.min(briefTimeoutMs, resumeTimeoutMs) : resumeTimeoutMs;
      const backoffMs = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
      const nextDelayMs = Math.round(backoffMs * (0.5 + clock.random() / 2));
      if (elapsedMs + nextDelayMs > timeoutMs) {
        const { reason, error: cause } = judgement;
        throw brief
          ? new DataApiRefusedError(cause.name, reason, { cause })
          : new DatabaseNotReadyError(reason, elapsedMs, { cause });
      }
      onWait({ reason: judgement.reason, attempt, elapsedMs, nextDelayMs });
      await clock.sleep(nextDelayMs);
    }
  }
}

import type { BackendSession } from './backend';
import { statementTimeout } from './service-error';

export interface CallLimit {
  readonly timeoutMs: number;
  /** Without it the statement is cancelled when the time is over. */
  readonly continues: boolean;
}

/**
 * Runs statements for as long as a call may take. The caller gets the timeout at once;
 * `settled` is called when the session is free again.
 */
export async function runWithin<T>(
  session: BackendSession,
  { timeoutMs, continues }: CallLimit,
  run: (signal: AbortSignal) => Promise<T>,
  settled: () => void,
): Promise<T> {
  const controller = new AbortController();
  let cancelling = Promise.resolve();
  const work = run(controller.signal);
  // A session goes back only when the cancel request is answered: it would hit the next call.
  const free = (): void => void cancelling.then(settled);
  work.then(free, free);

  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      if (!continues) {
        controller.abort();
        cancelling = session.cancel().catch(() => undefined);
      }
      reject(statementTimeout());
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

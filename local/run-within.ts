import type { BackendSession, Result } from './backend';
import { statementTimeout } from './service-error';

export interface CallLimit {
  readonly timeoutMs: number;
  /** Without it the statement is cancelled when the time is over. */
  readonly continues: boolean;
}

/**
 * Runs a statement for as long as a call may take. The caller gets the timeout at once;
 * `settled` is called when the session is free again.
 */
export async function runWithin(
  session: BackendSession,
  { timeoutMs, continues }: CallLimit,
  run: () => Promise<Result>,
  settled: () => void,
): Promise<Result> {
  const work = run();
  work.then(settled, settled);

  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      if (!continues) session.cancel().catch(() => undefined);
      reject(statementTimeout());
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

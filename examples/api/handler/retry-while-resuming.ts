export type Wait = (durationMs: number) => Promise<unknown>;

/**
 * Sends a call again while the cluster resumes from its pause. The first call wakes it up, and
 * of all errors this one says that nothing has run.
 */
export async function retryWhileResuming<T>(wait: Wait, call: () => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!isResuming(error) || retries === maxRetries) throw error;
      await wait(pauseMs);
    }
  }
}

export function isResuming(error: unknown): boolean {
  return error instanceof Error && error.name === 'DatabaseResumingException';
}

// 42 s: a cluster usually takes about 15 s, and more than 30 s after a day. The function has 60 s.
const maxRetries = 14;
const pauseMs = 3_000;

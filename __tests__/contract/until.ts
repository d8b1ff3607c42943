import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until something is so. */
export async function until(condition: () => Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it did not come to be in ${String(timeoutMs)} ms`);
    await sleep(20);
  }
}

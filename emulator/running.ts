/** Something that was started, and has to be stopped. */
export interface Stoppable {
  stop(): void | Promise<void>;
  /** Ends it at once, with all that it kept, when there may be no time left to wait. */
  discard?(): void;
}

const running: Stoppable[] = [];

/** Has something stopped at the end, also after Ctrl-C. */
export function keep(started: Stoppable): void {
  if (running.length === 0) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        // Others listen as well, and may end the process as soon as they are done.
        for (const started of running) started.discard?.();
        void stopAll().finally(() => process.exit(130));
      });
    }
  }
  running.push(started);
}

/** What was started last stops first. Stops all, and throws the first failure then. */
export async function stopAll(): Promise<void> {
  const failures: unknown[] = [];
  for (const started of running.splice(0).reverse()) {
    try {
      await started.stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

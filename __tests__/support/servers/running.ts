import type { TestServer } from './postgres-server';

const running: TestServer[] = [];

/** Has a server stopped at the end, also after Ctrl-C. */
export function keep(server: TestServer): void {
  if (running.length === 0) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void stopAll().finally(() => process.exit(130));
      });
    }
  }
  running.push(server);
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop()));
}

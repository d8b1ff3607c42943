import type { Backend, BackendSession } from './backend';
import { statementTimeout } from './service-error';

export interface SessionPool {
  /**
   * A new session as long as there are few, and then the one that has been idle for longest.
   * Waits when all are busy.
   */
  acquire(timeoutMs: number): Promise<BackendSession>;
  release(session: BackendSession): void;
  close(): Promise<void>;
}

/**
 * The real service hands a call any session of its pool, so what one call leaves behind in
 * its session may meet another one, or not. Taking turns makes the most of both.
 */
export function createSessionPool(backend: Backend, database: string | undefined): SessionPool {
  const idle: BackendSession[] = [];
  const all = new Set<BackendSession>();
  const waiting: ((session: BackendSession) => void)[] = [];
  let opening = 0;

  const open = async (): Promise<BackendSession> => {
    opening += 1;
    try {
      const session = await backend.connect(database);
      all.add(session);
      return session;
    } finally {
      opening -= 1;
    }
  };
  // A session can die while it is idle, when the server restarts for one.
  const buryTheDead = (): void => {
    const living = idle.filter((session) => session.isAlive() || !all.delete(session));
    idle.splice(0, idle.length, ...living);
  };
  const wait = (timeoutMs: number): Promise<BackendSession> =>
    new Promise((resolve, reject) => {
      const take = (session: BackendSession): void => {
        clearTimeout(timer);
        resolve(session);
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(take), 1);
        reject(statementTimeout());
      }, timeoutMs);
      waiting.push(take);
    });

  const release = (session: BackendSession): void => {
    if (!session.isAlive()) {
      all.delete(session);
      // One in its place, for those who wait. When the server is gone, they run out of time.
      if (waiting.length > 0) open().then(release, () => undefined);
      return;
    }
    const next = waiting.shift();
    if (next === undefined) idle.push(session);
    else next(session);
  };

  return {
    async acquire(timeoutMs) {
      buryTheDead();
      const count = all.size + opening;
      if (count < backend.poolSize) return open();
      const session = idle.shift();
      if (session !== undefined) return session;
      return count < backend.maxSessions ? open() : wait(timeoutMs);
    },
    release,
    async close() {
      await Promise.all([...all].map((session) => session.close()));
    },
  };
}

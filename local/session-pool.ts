import type { Backend, BackendSession } from './backend';

export interface SessionPool {
  /** The session that has been idle for longest, or a new one; waits when all are busy. */
  acquire(): Promise<BackendSession>;
  release(session: BackendSession): Promise<void>;
  close(): Promise<void>;
}

/**
 * The real service hands a call any session of its pool, so what one call leaves behind in
 * its session may meet another one, or not. Taking the longest idle one makes the most of that.
 */
export function createSessionPool(backend: Backend, database: string): SessionPool {
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

  return {
    async acquire() {
      // New sessions first: two calls in a row then never meet.
      if (all.size + opening < backend.poolSize) return open();
      const session = idle.shift();
      return session ?? new Promise((resolve) => waiting.push(resolve));
    },

    async release(session) {
      if (!session.isAlive()) {
        all.delete(session);
        const next = waiting.shift();
        if (next !== undefined) next(await open());
        return;
      }
      const next = waiting.shift();
      if (next === undefined) idle.push(session);
      else next(session);
    },

    async close() {
      await Promise.all([...all].map((session) => session.close()));
    },
  };
}

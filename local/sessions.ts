import type { Backend, BackendSession } from './backend';
import { createSessionPool, type SessionPool } from './session-pool';

/** The sessions of all databases of a server. */
export interface Sessions {
  acquire(database: string | undefined, timeoutMs: number): Promise<BackendSession>;
  /**
   * The call is over, and with it the transaction when it was in one. Settles when the session
   * can serve the next call.
   */
  giveBack(session: BackendSession): Promise<void>;
  close(): Promise<void>;
}

export function createSessions(backend: Backend): Sessions {
  const pools = new Map<string | undefined, SessionPool>();
  const owners = new Map<BackendSession, SessionPool>();

  const poolOf = (database: string | undefined): SessionPool => {
    const pool = pools.get(database) ?? createSessionPool(backend, database);
    pools.set(database, pool);
    return pool;
  };

  return {
    async acquire(database, timeoutMs) {
      const pool = poolOf(database);
      const session = await pool.acquire(timeoutMs);
      owners.set(session, pool);
      return session;
    },

    giveBack(session) {
      const release = (): void => {
        owners.get(session)?.release(session);
        if (!session.isAlive()) owners.delete(session);
      };
      return session.afterCall().then(release, release);
    },

    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

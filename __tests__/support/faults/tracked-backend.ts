import type { Backend, BackendSession } from '../../../local/backend';

/** A backend of which each session is known to the server by its number. */
export interface TrackedBackend {
  readonly backend: Backend;
  /** Ends sessions in the server: those that are idle, or those that run a statement. How many. */
  readonly killSessions: (which: 'idle' | 'running') => Promise<number>;
}

export function trackSessions(inner: Backend): TrackedBackend {
  const isMysql = inner.kind === 'mysql';
  const sessions = new Map<BackendSession, string>();
  const running = new Set<BackendSession>();

  const connect = async (name: string | undefined): Promise<BackendSession> => {
    const session = await inner.connect(name);
    const { rows } = await session.execute([
      isMysql ? 'select connection_id()' : 'select pg_backend_pid()',
    ]);
    sessions.set(session, rows[0]?.[0] ?? '');
    return {
      ...session,
      async execute(parts, placeholders) {
        running.add(session);
        try {
          return await session.execute(parts, placeholders);
        } finally {
          running.delete(session);
        }
      },
    };
  };

  const killSessions = async (which: 'idle' | 'running'): Promise<number> => {
    const killer = await inner.connect(inner.database);
    let count = 0;
    try {
      for (const [session, id] of sessions) {
        if (!session.isAlive() || running.has(session) !== (which === 'running')) continue;
        await killer
          .execute([isMysql ? `kill ${id}` : `select pg_terminate_backend(${id}, 5000)`])
          .then(() => (count += 1))
          // It has ended by itself.
          .catch(() => undefined);
      }
      return count;
    } finally {
      await killer.close();
    }
  };

  return { backend: { ...inner, connect }, killSessions };
}

import type { Backend, Result } from '../../local/backend';

export const empty: Result = { columns: [], rows: [], recordsUpdated: 0 };

/** A backend without a database: it answers as told, and remembers what it was asked. */
export interface FakeBackend extends Backend {
  /** The texts that reached a session, as session number and text. */
  readonly executed: (readonly [session: number, text: string])[];
  /** Ends a session, as a server does that restarts. */
  kill(session: number): void;
}

export function fakeBackend(
  options: Partial<Pick<Backend, 'kind' | 'poolSize' | 'maxSessions'>> = {},
  answer: (text: string) => Promise<Result> | Result = () => empty,
  afterCall: () => Promise<void> = () => Promise.resolve(),
): FakeBackend {
  const executed: [number, string][] = [];
  const dead = new Set<number>();
  let sessions = 0;
  return {
    kind: 'postgresql',
    database: 'shop',
    poolSize: 2,
    maxSessions: 2,
    ...options,
    executed,
    kill: (session) => dead.add(session),
    connect: () => {
      const number = ++sessions;
      return Promise.resolve({
        execute: async (parts) => {
          const text = parts.join('?');
          executed.push([number, text]);
          return answer(text);
        },
        cancel: () => Promise.resolve(),
        afterCall,
        isAlive: () => !dead.has(number),
        close: () => Promise.resolve(),
      });
    },
    close: () => Promise.resolve(),
  };
}

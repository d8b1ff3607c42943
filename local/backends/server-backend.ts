import type { Backend, BackendSession } from '../backend';

export interface ServerBackendOptions {
  /** `<scheme>://user:password@host:port/database` */
  readonly url: string;
  /** Sessions to open before one is used twice. @default 5 */
  readonly poolSize?: number;
}

const maxSessions = 50;

/** A backend over a server. Connects once, so that a wrong address is told now. */
export async function openServerBackend(
  kind: Backend['kind'],
  database: string,
  { poolSize = 5 }: ServerBackendOptions,
  connect: (database: string | undefined) => Promise<BackendSession>,
): Promise<Backend> {
  await (await connect(database)).close();
  return {
    kind,
    database,
    poolSize,
    maxSessions: Math.max(poolSize, maxSessions),
    connect,
    close: () => Promise.resolve(),
  };
}

/** The database that a URL names; empty when it names none. */
export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** A driver's error in words; a host with several addresses fails with one for each. */
export function textOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(textOf).join('; ');
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

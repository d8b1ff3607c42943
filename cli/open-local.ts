import type { Backend } from '../local/backend';
import type { LocalDataApi, LocalDataApiOptions } from '../local/server';
import { holdsDatabase } from './data-folder';
import { lockFolder } from './folder-lock';
import { OpenError } from './open-error';
import { describeTarget, type Target } from './target';
import { codeOf, messageOf } from './unexpected';

/** Where a local Data API can be served from. */
export type LocalTarget =
  Exclude<Target, { readonly kind: 'cluster' }> | { readonly kind: 'memory' };

export type OpenLocal = Omit<LocalDataApi, 'close' | 'pause'> & {
  readonly close: () => Promise<void>;
};

/**
 * Starts a local Data API over a database.
 *
 * @throws OpenError
 */
export async function openLocal(
  target: LocalTarget,
  options: Omit<LocalDataApiOptions, 'backend'> = {},
): Promise<OpenLocal> {
  const unlock =
    target.kind === 'embedded' ? await lockFolder(target.folder) : () => Promise.resolve();
  try {
    if (target.kind === 'embedded') await holdsDatabase(target.folder);
    const api = await serve(await openDatabase(target), options);
    const { endpoint, resourceArn, secretArn, database } = api;
    const close = async () => {
      await api.close();
      await unlock();
    };
    return { endpoint, resourceArn, secretArn, database, close };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openDatabase(target: LocalTarget): Promise<Backend> {
  const { openBackend } = await import('../local/open-backend');
  try {
    return await openBackend(nameOf(target));
  } catch (cause) {
    const why = messageOf(cause);
    throw new OpenError(`Cannot open ${describe(target)}: ${why}.${adviceFor(target, why)}`, {
      cause,
    });
  }
}

async function serve(
  backend: Backend,
  options: Omit<LocalDataApiOptions, 'backend'>,
): Promise<LocalDataApi> {
  const { startLocalDataApi } = await import('../local/server');
  try {
    return await startLocalDataApi({ ...options, backend });
  } catch (cause) {
    await backend.close();
    if (codeOf(cause) !== 'EADDRINUSE') throw cause;
    throw new OpenError(
      `Port ${String(options.port)} is taken: give another one, or --port 0 and the system chooses.`,
      { cause },
    );
  }
}

function nameOf(target: LocalTarget): string | undefined {
  switch (target.kind) {
    case 'embedded':
      return target.folder;
    case 'server':
      return target.url;
    case 'memory':
      return undefined;
  }
}

function describe(target: LocalTarget): string {
  return target.kind === 'memory' ? 'an embedded PostgreSQL' : describeTarget(target);
}

function adviceFor(target: LocalTarget, why: string): string {
  switch (target.kind) {
    case 'embedded':
      return ` If its first start was interrupted, delete ${target.folder}.`;
    case 'server':
      return serverQuestion(target.url, why);
    case 'memory':
      return '';
  }
}

/** What to ask when a server did not answer as one of its kind does; empty when it did. */
function serverQuestion(url: string, why: string): string {
  if (!misunderstood.test(why)) return '';
  return url.startsWith('postgres') ? ' Is it a PostgreSQL server?' : ' Is it a MySQL server?';
}

// A server that waits for the client to speak first, or speaks in another tongue.
const misunderstood =
  /ETIMEDOUT|received invalid response|terminated unexpectedly|lost: The server closed|packets out of order|malformed packet|ECONNRESET/i;

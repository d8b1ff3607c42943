import type { DataApiDatabaseOptions } from '../data-api/data-api-database';
import type { Database } from '../migration/ports';
import { holdsDatabase } from './data-folder';
import { openLocal, type LocalTarget } from './open-local';
import type { Progress } from './progress';
import type { Target } from './target';

export interface OpenTarget {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** The Data API of a target, and a client that calls it. */
export interface OpenService {
  readonly service: DataApiDatabaseOptions;
  readonly close: () => Promise<void>;
}

interface OpenOptions {
  /** Does not make an embedded database that is not there yet. */
  readonly readsOnly: boolean;
}

/**
 * Makes a target a database, by way of the Data API in each case: a cluster's own, or a local one
 * within this process.
 */
export async function openTarget(
  target: Target,
  progress: Progress,
  options: OpenOptions,
): Promise<OpenTarget> {
  const { service, close } = await openService(target, progress, options);
  const { DataApiDatabase } = await import('../data-api/data-api-database');
  return { database: new DataApiDatabase(service), close };
}

/** The same, one layer below: the Data API itself. */
export async function openService(
  target: Target,
  progress: Progress,
  { readsOnly }: OpenOptions,
): Promise<OpenService> {
  const opened =
    target.kind === 'cluster'
      ? clusterService(target)
      : await localService(readsOnly ? await withoutMaking(target) : target, progress);
  const { createRdsDataClient } = await import('../data-api/create-client');
  const { client: clientOptions, resourceArn, secretArn, database } = opened;
  const client = createRdsDataClient(clientOptions);
  return {
    service: {
      client,
      resourceArn,
      secretArn,
      database,
      // What runs here has no other server to fail over to.
      waitsForWriter: target.kind === 'cluster',
      onWait: ({ reason }) => {
        progress.show(`waiting for the database: ${reason}`);
      },
    },
    close: async () => {
      client.destroy();
      await opened.close();
    },
  };
}

function clusterService({ clusterArn, secretArn, database, region }: Target & { kind: 'cluster' }) {
  return {
    client: { region },
    resourceArn: clusterArn,
    secretArn,
    database,
    close: () => Promise.resolve(),
  };
}

// An empty database in memory answers as the one that is not there would.
async function withoutMaking(target: LocalTarget): Promise<LocalTarget> {
  const isMissing = target.kind === 'embedded' && !(await holdsDatabase(target.folder));
  return isMissing ? { kind: 'memory' } : target;
}

async function localService(target: LocalTarget, progress: Progress) {
  if (target.kind !== 'server') progress.hint('starting the embedded PostgreSQL');
  const api = await openLocal(target);
  progress.clear();
  const { endpoint, resourceArn, secretArn, database } = api;
  return {
    // It takes any signature: the user's own credentials, and whether there are any, do not matter.
    client: {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
    resourceArn,
    secretArn,
    database,
    close: () => api.close(),
  };
}

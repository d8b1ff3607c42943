import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { maxPayloadBytes } from '../../data-api/request-size';
import { engineOf } from '../../engines/engine-of';
import type { Backend } from '../../local/backend';
import type { LocalCall } from '../../local/server';
import { migrate } from '../../migration/migrate';
import { toolVersion } from '../../migration/tool-version';
import { openLocalDatabase } from '../support/local-database';
import { type Files, readSchema } from '../support/schema-folder';

/**
 * Scripts go the whole way: read from a folder, sent by the SDK to the local Data API, run by the
 * runner in the database. Closes the backend.
 *
 * @returns the calls of the Data API
 */
export async function applyScripts(backend: Backend, files: Files): Promise<readonly LocalCall[]> {
  const local = await openLocalDatabase(backend);
  try {
    const engine = engineOf(backend.kind === 'mysql' ? 'aurora-mysql' : 'aurora-postgresql');
    await migrate({
      ...(await readSchema(files, engine.name)),
      database: local.database,
      engine,
      run: { id: randomUUID(), toolVersion },
      folder: 'schema',
      clock: { now: Date.now, sleep: (durationMs) => sleep(durationMs) },
      maxPayloadBytes,
    });
    return local.calls;
  } finally {
    await local.close();
  }
}

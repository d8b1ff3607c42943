import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { readMigrations } from '../../../authoring/read-folder';
import { DataApiDatabase } from '../../../data-api/data-api-database';
import { maxPayloadBytes } from '../../../data-api/request-size';
import { engineOf } from '../../../engines/engine-of';
import { createApi } from '../../../examples/api/handler/api';
import { createDatabase } from '../../../examples/api/handler/database';
import type { HttpResponse } from '../../../examples/api/handler/http';
import { createShop } from '../../../examples/api/handler/shop';
import { scriptReader } from '../../../handler/layer';
import type { Backend } from '../../../local/backend';
import { type LocalCall, type LocalDataApi, startLocalDataApi } from '../../../local/server';
import { migrate } from '../../../migration/migrate';
import type { EngineName } from '../../../migration/migration';

export interface OpenApi {
  /** Sends a request as the function URL does; returns the status and the body, parsed. */
  request(method: string, path: string, body?: unknown): Promise<Answer>;
  readonly dataApi: LocalDataApi;
  /** Calls of the Data API. */
  readonly calls: LocalCall[];
  /** What was logged as an error. */
  readonly errors: unknown[];
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  readonly body: unknown;
}

/**
 * The example's function over the sample schema. Closes the backend with itself.
 *
 * @param isMigrated whether the backend has the sample schema already
 */
export async function openApi(backend: Backend, isMigrated = false): Promise<OpenApi> {
  const calls: LocalCall[] = [];
  const errors: unknown[] = [];
  const dataApi = await startLocalDataApi({
    backend,
    onCall: (call) => calls.push(call),
    pause: { resumeMs: 20 },
  });
  const client = new RDSDataClient({
    endpoint: dataApi.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const { resourceArn, secretArn, database } = dataApi;
  if (!isMigrated) {
    await migrateSamples(
      new DataApiDatabase({ client, resourceArn, secretArn, database }),
      backend.kind === 'mysql' ? 'aurora-mysql' : 'aurora-postgresql',
    );
  }

  const api = createApi({
    shop: createShop(
      createDatabase({
        client,
        resourceArn,
        secretArn,
        database,
        // The cluster of this test wakes up sooner than a real one.
        wait: () => sleep(5),
      }),
    ),
    logError: (error) => errors.push(error),
  });
  return {
    async request(method, path, body) {
      const { statusCode, headers, ...response } = await api({
        rawPath: path,
        requestContext: { http: { method } },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        isBase64Encoded: false,
      });
      return { status: statusCode, headers, body: JSON.parse(response.body) as unknown };
    },
    dataApi,
    calls,
    errors,
    close: async () => {
      client.destroy();
      await dataApi.close();
    },
  };
}

async function migrateSamples(database: DataApiDatabase, engine: EngineName): Promise<void> {
  const folder = join(__dirname, '../../../schema');
  const manifest = await readMigrations(folder, engine);
  await migrate({
    manifest,
    readScript: scriptReader(folder, manifest),
    database,
    engine: engineOf(engine),
    run: { id: randomUUID(), toolVersion: '0.1.0' },
    folder,
    clock: { now: Date.now, sleep: (durationMs) => sleep(durationMs) },
    maxPayloadBytes,
  });
}

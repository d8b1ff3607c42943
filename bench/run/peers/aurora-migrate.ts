import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRdsDataClient } from '../../../data-api/create-client';
import { DataApiDatabase } from '../../../data-api/data-api-database';
import { maxPayloadBytes } from '../../../data-api/request-size';
import { engineOf } from '../../../engines/engine-of';
import { createHandler } from '../../../handler/create-handler';
import { readManifest, scriptReader } from '../../../handler/layer';
import { engineNames } from '../../../migration/migration';
import { toolVersion } from '../../../migration/tool-version';
import { writeLayer } from '../write-layer';
import type { Peer } from './peer';

/** The function, as Lambda calls it, with the layer that synth makes. */
export const auroraMigrate: Peer = {
  name: 'aurora-migrate',
  engines: engineNames,
  kind: 'ours',
  cannot: () => undefined,

  async prepare({ scripts, folder, target }) {
    const event = await writeLayer(folder, target.engine, scripts);
    const { endpoint, resourceArn, secretArn, database } = target;
    const client = createRdsDataClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const handle = createHandler({
      logger: { info: () => undefined, error: () => undefined },
      clock: { now: Date.now, sleep },
      newRun: () => ({ id: randomUUID(), toolVersion }),
      parts: async () => {
        const manifest = await readManifest(folder);
        return {
          database: new DataApiDatabase({ client, resourceArn, secretArn, database }),
          engine: engineOf(target.engine),
          manifest,
          readScript: scriptReader(folder, manifest),
          schemaPath: folder,
          outOfOrder: false,
          maxPayloadBytes,
        };
      },
    });
    return {
      migrate: async () => {
        await handle(event, { getRemainingTimeInMillis: () => functionTimeoutMs });
      },
      close: () => {
        client.destroy();
        return Promise.resolve();
      },
    };
  },
};

const functionTimeoutMs = 900_000;

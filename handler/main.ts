import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { createRdsDataClient } from '../data-api/create-client';
import { DataApiDatabase } from '../data-api/data-api-database';
import { maxPayloadBytes } from '../data-api/request-size';
import { engineOf } from '../engines/engine-of';
import { toolVersion } from '../migration/tool-version';
import { parseConfig } from './config';
import { createHandler } from './create-handler';
import { assertEngine, readManifest, scriptReader } from './layer';
import { logWait } from './log-event';

const logger = new Logger({ serviceName: 'aurora-migrate' });

export const main = createHandler({
  logger,
  clock: { now: Date.now, sleep },
  newRun: () => ({ id: randomUUID(), toolVersion }),
  parts: async () => {
    const config = parseConfig(process.env);
    const manifest = await readManifest(config.schemaPath);
    assertEngine(manifest, config.engine);
    return {
      database: new DataApiDatabase({
        client: createRdsDataClient(),
        resourceArn: config.clusterArn,
        secretArn: config.secretArn,
        database: config.database,
        onWait: (wait) => {
          logWait(logger, wait);
        },
      }),
      engine: engineOf(config.engine),
      manifest,
      readScript: scriptReader(config.schemaPath, manifest),
      schemaPath: config.schemaPath,
      outOfOrder: config.outOfOrder,
      maxPayloadBytes,
    };
  },
});

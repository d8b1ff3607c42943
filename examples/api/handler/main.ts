import { setTimeout as sleep } from 'node:timers/promises';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { createApi } from './api';
import { createDatabase } from './database';
import { environmentVariables as names } from './environment';
import { createShop } from './shop';

const client = new RDSDataClient({
  // The SDK sends the same SQL again after a lost answer, though it may have run.
  maxAttempts: 1,
  // A socket that was kept while the function was frozen may be closed by now, and a call on it
  // is lost.
  requestHandler: { httpsAgent: { keepAlive: false } },
});

export const main = createApi({
  shop: createShop(
    createDatabase({
      client,
      resourceArn: read(names.clusterArn),
      secretArn: read(names.secretArn),
      database: read(names.databaseName),
      wait: (durationMs) => sleep(durationMs),
    }),
  ),
  logError: (error) => {
    console.error(error);
  },
});

function read(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; ApiStack sets it`);
  return value;
}

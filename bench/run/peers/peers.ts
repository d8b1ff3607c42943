import { auroraMigrate } from './aurora-migrate';
import { drizzleMigrator } from './drizzle';
import { kyselyMigrator } from './kysely';
import type { Peer } from './peer';
import { plainDriver } from './plain-driver';
import { statementLoop } from './statement-loop';

/** In the order of the tables. */
export const peers: readonly Peer[] = [
  auroraMigrate,
  drizzleMigrator,
  kyselyMigrator,
  statementLoop,
  plainDriver,
];

import type { EngineName } from '../../migration/migration';
import type { Line } from './line';
import { readMysqlRights } from './read-rights-mysql';
import { readPostgresqlRights } from './read-rights-postgresql';
import type { Rights } from './rights';

/** Finds out what the user may do, and makes nothing for it that cannot be dropped. */
export async function readRights(line: Line, engine: EngineName, base: string): Promise<Rights> {
  return engine === 'aurora-postgresql' ? readPostgresqlRights(line) : readMysqlRights(line, base);
}

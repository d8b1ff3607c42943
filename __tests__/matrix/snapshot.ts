import * as mysql from '../integration/mysql/catalog';
import * as postgresql from '../integration/postgresql/catalog';
import type { World } from './world';

/** What a database holds when all is done, without what no two runs share. */
export interface Snapshot {
  readonly catalog: unknown;
  readonly rows: Readonly<Record<string, readonly string[]>>;
  /** By rank: what is applied, and how far. */
  readonly history: readonly string[];
}

export async function takeSnapshot(world: World): Promise<Snapshot> {
  const isMysql = world.set.engine === 'aurora-mysql';
  const { readCatalog, readRows } = isMysql ? mysql : postgresql;
  return {
    catalog: [await readCatalog(world.query), isMysql ? [] : await world.query(invalidIndexes)],
    rows: await readRows(world.query),
    history: (await world.history()).map((entry) =>
      JSON.stringify([
        entry.version,
        entry.description,
        entry.file,
        entry.checksum,
        entry.state,
        entry.statementsApplied,
        entry.statementsTotal,
        entry.appliedHash,
        entry.statementInFlight ?? null,
        entry.failure ?? null,
        entry.finishedAt !== undefined && entry.finishedAt >= entry.startedAt,
      ]),
    ),
  };
}

const invalidIndexes =
  'select cast(indexrelid as regclass) as name from pg_index where not indisvalid';

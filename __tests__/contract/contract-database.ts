import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { maxPayloadBytes } from '../../data-api/request-size';
import { engineOf } from '../../engines/engine-of';
import type { Backend } from '../../local/backend';
import type { LocalDataApiOptions } from '../../local/server';
import type { HistoryEntry } from '../../migration/history';
import { migrate } from '../../migration/migrate';
import type { MigrateContext, MigrateResult } from '../../migration/migrate-context';
import type { EngineName } from '../../migration/migration';
import { type LocalDatabase, openLocalDatabase } from '../support/local-database';
import { type Files, readSchema } from '../support/schema-folder';

export type ApiOptions = Omit<LocalDataApiOptions, 'backend' | 'onCall'>;

export type MigrateOptions = Partial<
  Pick<MigrateContext, 'outOfOrder' | 'onEvent' | 'deadline' | 'maxPayloadBytes' | 'callTimeoutMs'>
> & { readonly runId?: string };

/** An empty database of one engine, and what the tool does with it. */
export interface ContractDatabase extends LocalDatabase {
  readonly engine: EngineName;
  migrate(files: Files, options?: MigrateOptions): Promise<MigrateResult>;
  history(): Promise<readonly HistoryEntry[]>;
}

/** One kind of server under test. */
export interface ContractTarget {
  readonly engine: EngineName;
  /** False where all calls share one session. */
  readonly hasSessions: boolean;
  /** What the service does otherwise than usual, in all tests. */
  readonly switches?: ApiOptions['switches'];
  /** A new, empty database; its name for `connect`. */
  createDatabase(): Promise<string>;
  connect(database: string, options: { readonly poolSize?: number }): Promise<Backend>;
}

export interface OpenOptions extends ApiOptions {
  readonly poolSize?: number;
  /** @default a new one */
  readonly in?: string;
}

/** Opens databases for one block of tests, and closes them after each. */
export function useDatabases(
  target: ContractTarget,
): (options?: OpenOptions) => Promise<ContractDatabase> {
  const opened: LocalDatabase[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
  });

  return async ({ poolSize, in: name, ...options } = {}) => {
    const backend = await target.connect(
      name ?? (await target.createDatabase()),
      poolSize === undefined ? {} : { poolSize },
    );
    const local = await openLocalDatabase(backend, {
      ...options,
      switches: { ...target.switches, ...options.switches },
    });
    opened.push(local);
    return toContractDatabase(local, target.engine);
  };
}

function toContractDatabase(local: LocalDatabase, engineName: EngineName): ContractDatabase {
  const engine = engineOf(engineName);
  return {
    ...local,
    engine: engineName,
    async migrate(files, { runId = randomUUID(), ...options } = {}) {
      return migrate({
        ...(await readSchema(files, engineName)),
        database: local.database,
        engine,
        run: { id: runId, toolVersion: '0.1.0' },
        folder: 'schema',
        clock,
        maxPayloadBytes,
        // What is sent here begins at once.
        callTimeoutMs: 300,
        ...options,
      });
    },
    async history() {
      return (await engine.readHistory(local.database, 0)) ?? [];
    },
  };
}

const clock = {
  now: Date.now,
  sleep: async (durationMs: number) => {
    await sleep(durationMs);
  },
};

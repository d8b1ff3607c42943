import { randomUUID } from 'node:crypto';
import type { Wait } from '../../data-api/call-patiently';
import type { ChanceClock } from '../../data-api/clock';
import { createRdsDataClient } from '../../data-api/create-client';
import { DataApiDatabase } from '../../data-api/data-api-database';
import { engineOf } from '../../engines/engine-of';
import { createHandler } from '../../handler/create-handler';
import type { MigrationResult } from '../../handler/environment';
import type { BackendSession } from '../../local/backend';
import { type LocalDataApi, startLocalDataApi } from '../../local/server';
import { MigrationError } from '../../migration/errors';
import type { HistoryEntry } from '../../migration/history';
import type { Query } from '../../migration/ports';
import { fastClock } from '../support/faults/fast-clock';
import type { Fault, SeenCall } from '../support/faults/fault';
import { type ProxiedCall, startFaultProxy } from '../support/faults/fault-proxy';
import { mortal } from '../support/faults/mortal';
import { trackSessions } from '../support/faults/tracked-backend';
import type { TextRow } from '../support/local-database';
import type { LoadedSet } from './load-set';
import type { MatrixServer } from './servers';

export interface RunOptions {
  /** @default no faults */
  readonly choose?: (call: SeenCall) => Fault | undefined;
  /** @default 5 ms */
  readonly usualMs?: (call: SeenCall) => number;
  /** @default one that runs fast */
  readonly clock?: ChanceClock;
  /** What Lambda gives the function. @default 900,000 */
  readonly invocationMs?: number;
}

export type RunEnd =
  | { readonly kind: 'applied'; readonly result: MigrationResult }
  | { readonly kind: 'failed'; readonly error: MigrationError }
  /** The process was killed. */
  | { readonly kind: 'killed' };

export interface FinishedRun {
  readonly runId: string;
  readonly end: RunEnd;
  readonly calls: readonly ProxiedCall[];
  /** Versions that it told to be applied, and whether by another run. */
  readonly told: readonly Told[];
  readonly waits: readonly Wait[];
}

export interface Told {
  readonly version: string;
  readonly byAnotherRun: boolean;
}

/** A database behind a Data API, and handlers that come and go. */
export interface World {
  readonly set: LoadedSet;
  /** Of the database, past the Data API. */
  readonly url: string;
  readonly api: Pick<LocalDataApi, 'endpoint' | 'resourceArn' | 'secretArn' | 'database'>;
  /** Runs a handler to its end. @throws what is none of our errors */
  run(options?: RunOptions): Promise<FinishedRun>;
  /** Runs one statement past the Data API. */
  readonly query: (sql: string) => Promise<readonly TextRow[]>;
  history(): Promise<readonly HistoryEntry[]>;
  /** Kills it, and has it started again. */
  killServer(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** A call that is out of time is cancelled, `continueAfterTimeout` or not. @default false */
  readonly cancels?: boolean;
}

// Two minutes of waiting take 2.4 s.
const clockSpeed = 50;

const historyTable = {
  'aurora-postgresql': "select count(to_regclass('aurora_migrate.history')) as found",
  'aurora-mysql':
    'select count(*) as found from information_schema.tables ' +
    "where table_schema = database() and table_name = 'aurora_migrate_lock'",
} as const;

export async function openWorld(
  server: MatrixServer,
  set: LoadedSet,
  { cancels = false }: WorldOptions = {},
): Promise<World> {
  const url = await server.createDatabase();
  const plain = await server.connect(url);
  const { backend, killSessions } = trackSessions(plain);
  let callLimitMs: number | undefined;
  let restarted = Promise.resolve();
  const api = await startLocalDataApi({
    backend,
    callTimeoutMs: () => callLimitMs ?? 45_000,
    switches: { ...set.switches, ignoreContinueAfterTimeout: cancels },
    // The three minutes by the clock of the runs, for transactions that a killed run leaves.
    ...(set.switches !== undefined && { transactionIdleMs: 180_000 / clockSpeed }),
  });
  const { resourceArn, secretArn, database } = api;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const engine = engineOf(server.engine);
  let direct: BackendSession | undefined;

  const query = async (sql: string): Promise<readonly TextRow[]> => {
    await restarted;
    if (direct?.isAlive() !== true) direct = await plain.connect(plain.database);
    const { columns, rows } = await direct.execute([sql]);
    return rows.map((row) =>
      Object.fromEntries(columns.map(({ label }, index) => [label, row[index] ?? null])),
    );
  };

  const killServer = async (): Promise<void> => {
    if (server.crash === undefined) throw new Error('others use this server');
    await server.crash.kill();
    restarted = server.crash.restart();
  };

  return {
    set,
    url,
    api,
    killServer,
    query,

    async run({
      choose = () => undefined,
      usualMs = () => 5,
      clock = fastClock(clockSpeed),
      invocationMs = 900_000,
    } = {}) {
      const process = mortal();
      const proxy = await startFaultProxy({
        target: api.endpoint,
        choose,
        usualMs,
        effects: {
          killSessions,
          killServer,
          limitCalls: (ms) => (callLimitMs = ms),
          killHandler: () => {
            process.die();
          },
        },
      });
      const client = createRdsDataClient({
        endpoint: proxy.endpoint,
        region: 'us-east-1',
        credentials,
      });
      const runId = randomUUID();
      const told: Told[] = [];
      const waits: Wait[] = [];
      const handle = createHandler({
        logger: {
          info: (message, { version, byAnotherRun }) => {
            if (message !== 'applied') return;
            told.push({ version: String(version), byAnotherRun: byAnotherRun === true });
          },
          error: () => undefined,
        },
        clock,
        newRun: () => ({ id: runId, toolVersion: '0.1.0' }),
        parts: () =>
          Promise.resolve({
            database: new DataApiDatabase({
              client: { send: (command: never) => process.live(client.send(command)) } as never,
              resourceArn,
              secretArn,
              database,
              clock,
              onWait: (wait) => waits.push(wait),
            }),
            engine,
            manifest: set.manifest,
            readScript: set.readScript,
            schemaPath: '/opt/schema',
            outOfOrder: false,
            maxPayloadBytes: set.maxPayloadBytes,
          }),
      });
      try {
        const ending = handle(
          { files: set.checksums },
          { getRemainingTimeInMillis: () => invocationMs },
        ).then(
          (result): RunEnd => ({ kind: 'applied', result }),
          (error: unknown): RunEnd => {
            if (error instanceof MigrationError) return { kind: 'failed', error };
            throw error;
          },
        );
        const end = await Promise.race([
          ending,
          process.death.then((): RunEnd => ({ kind: 'killed' })),
        ]);
        return { runId, end, calls: proxy.calls, told, waits };
      } finally {
        client.destroy();
        await proxy.close();
        await restarted;
      }
    },

    async history() {
      const [found] = await query(historyTable[server.engine]);
      if (found?.found === '0') return [];
      const session = { execute: ({ sql }: Query) => query(sql.replace(':above', '0')) };
      return (await engine.readHistory(session, 0)) ?? [];
    },

    async close() {
      await restarted;
      await direct?.close().catch(() => undefined);
      await api.close().catch(() => undefined);
      await server.dropDatabase(url);
    },
  };
}

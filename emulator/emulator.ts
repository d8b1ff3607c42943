import { openBackend } from '../local/open-backend';
import { startLocalDataApi } from '../local/server';
import { startMinistack } from './ministack';

export interface EmulatorOptions {
  /** Interpreter for MiniStack, from `preparePython`. */
  readonly python: string;
  /** The server that plays the cluster's database; its databases are served by their names. */
  readonly databaseUrl: string;
  /**
   * How long one call of the Data API may take, in milliseconds.
   *
   * @default 45_000
   */
  readonly callTimeoutMs?: number;
}

export interface Emulator {
  /** Of all services. */
  readonly endpoint: string;
  /** Of the Data API. */
  readonly dataApiEndpoint: string;
  readLog(): Promise<string>;
  stop(): Promise<void>;
  discard(): void;
}

/** Emulates AWS, with functions that are really called and SQL that is really run. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { python, databaseUrl, callTimeoutMs } = options;
  const dataApi = await startLocalDataApi({
    backend: await openBackend(databaseUrl),
    acceptAnyArn: true,
    ...(callTimeoutMs !== undefined && { callTimeoutMs }),
  });
  try {
    const ministack = await startMinistack(python, dataApi.endpoint);
    return {
      endpoint: ministack.endpoint,
      dataApiEndpoint: dataApi.endpoint,
      readLog: () => ministack.readLog(),
      stop: async () => {
        await ministack.stop();
        await dataApi.close();
      },
      discard: () => {
        ministack.discard();
      },
    };
  } catch (error) {
    await dataApi.close();
    throw error;
  }
}

import { openBackend } from '../../local/open-backend';
import { startLocalDataApi } from '../../local/server';
import type { EngineName } from '../../migration/migration';
import type { Target } from './peers/peer';

export interface Traffic {
  readonly calls: number;
  /** Bodies of requests and answers. */
  readonly bytes: number;
}

export interface OpenTarget {
  readonly target: Target;
  readonly traffic: () => Traffic;
  readonly close: () => Promise<void>;
}

/** Puts a Data API before a database. */
export async function openTarget(
  engine: EngineName,
  url: string,
  latencyMs: number,
): Promise<OpenTarget> {
  let traffic: Traffic = { calls: 0, bytes: 0 };
  const api = await startLocalDataApi({
    backend: await openBackend(url),
    latencyMs,
    onCall: ({ bytesIn, bytesOut }) => {
      traffic = { calls: traffic.calls + 1, bytes: traffic.bytes + bytesIn + bytesOut };
    },
  });
  const { endpoint, resourceArn, secretArn, database } = api;
  return {
    target: { engine, url, endpoint, resourceArn, secretArn, database },
    traffic: () => traffic,
    close: () => api.close(),
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName } from '../../../migration/migration';
import { openTarget, type Traffic } from '../open-target';
import { type Server, withDatabase } from '../with-database';
import { deploy, runFunction } from './run-function';
import type { Size } from './sizes';

export const heapLimitMb = 128;

export interface Memory {
  readonly engine: EngineName;
  /** What was applied. */
  readonly title: string;
  readonly heapBytes: number;
  /** Of the whole process: heap, buffers, Node.js itself. */
  readonly peakMemoryBytes: number;
  readonly wallMs: number;
  readonly traffic: Traffic;
}

/** What the function needs to apply scripts of a size, its heap limited. */
export function measureMemory(server: Server, { title, scripts }: Size): Promise<Memory> {
  const { engine } = server;
  return withDatabase(server, async (url) => {
    const folder = await mkdtemp(join(tmpdir(), 'aurora-migrate-memory-'));
    const api = await openTarget(engine, url, 0);
    try {
      const deployed = await deploy(folder, engine, scripts(engine));
      const options = [`--max-old-space-size=${String(heapLimitMb)}`];
      const { marks, heapBytes, peakMemoryBytes } = await runFunction(
        deployed,
        api.target,
        options,
      );
      const wallMs = marks.ended - marks.invoked;
      return { engine, title, heapBytes, peakMemoryBytes, wallMs, traffic: api.traffic() };
    } finally {
      await api.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../../median';
import { openTarget } from '../open-target';
import { growingSchema } from '../script';
import { type Server, withDatabase } from '../with-database';
import { deploy, type FunctionRun, runFunction } from './run-function';

export interface ColdStart {
  readonly scripts: number;
  /** Medians, in the order in which they happen. */
  readonly phases: readonly { readonly name: string; readonly ms: number }[];
  /** From the start of the process to the first call. */
  readonly firstCallMs: number;
}

/** How long a new process of the function takes to its first call, with nothing pending. */
export async function measureColdStart(
  server: Server,
  counts: readonly number[],
  runs: number,
): Promise<readonly ColdStart[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aurora-migrate-cold-start-'));
  try {
    const found: ColdStart[] = [];
    for (const count of counts) {
      found.push(await measureOne(server, join(folder, String(count)), count, runs));
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureOne(
  server: Server,
  folder: string,
  count: number,
  runs: number,
): Promise<ColdStart> {
  const deployed = await deploy(folder, server.engine, growingSchema(count));
  const done = await withDatabase(server, async (url) => {
    const api = await openTarget(server.engine, url, 0);
    try {
      // Not counted: it applies the scripts, and has the files in the system's cache.
      await runFunction(deployed, api.target);
      const repeated: FunctionRun[] = [];
      while (repeated.length < runs) repeated.push(await runFunction(deployed, api.target));
      return repeated;
    } finally {
      await api.close();
    }
  });
  const medianOf = (of: (run: FunctionRun) => number): number => median(done.map(of));
  return {
    scripts: count,
    phases: phases.map(({ name, of }) => ({ name, ms: medianOf(of) })),
    firstCallMs: medianOf(({ spawned, marks }) => marks.called - spawned),
  };
}

const phases: readonly { readonly name: string; readonly of: (run: FunctionRun) => number }[] = [
  { name: 'Node.js starts', of: ({ spawned, marks }) => marks.began - spawned },
  { name: 'the bundle is loaded', of: ({ marks }) => marks.loaded - marks.began },
  { name: 'the event is read', of: ({ marks }) => marks.manifestAsked - marks.loaded },
  { name: 'the manifest is read', of: ({ marks }) => marks.manifestRead - marks.manifestAsked },
  { name: 'the manifest is checked', of: ({ marks }) => marks.clientBegun - marks.manifestRead },
  {
    name: 'the SDK’s client is made, the first call signed',
    of: ({ marks }) => marks.called - marks.clientBegun,
  },
];

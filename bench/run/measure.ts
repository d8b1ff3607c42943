import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../median';
import { type Content, differenceOf, readContent } from './content';
import { openTarget, type Traffic } from './open-target';
import type { Peer, Target } from './peers/peer';
import { plainDriver } from './peers/plain-driver';
import type { Script } from './script';
import { type Server, withDatabase } from './with-database';
import type { Workload } from './workloads';

/** How one peer did with one workload. */
export type Outcome =
  | { readonly kind: 'done'; readonly traffic: Traffic; readonly wallMs: number }
  | { readonly kind: 'cannot'; readonly why: string };

export interface MeasureOptions {
  readonly server: Server;
  readonly latencyMs: number;
  /** The median of so many runs counts, or of as many as fit into `enoughMs`, one at least. */
  readonly runs: number;
}

const enoughMs = 30_000;

/** What a workload comes to, by a plain driver and nothing else. */
export function expectedContent(server: Server, { scripts }: Workload): Promise<Content> {
  return withDatabase(server, async (url) => {
    await onTarget(server, url, 0, (target) => apply(plainDriver, scripts, target));
    return readContent(server.engine, url);
  });
}

/**
 * Runs a peer on new databases, and looks at what it left there.
 *
 * @throws when it left another database than expected, or could what it says it cannot
 */
export async function measure(
  peer: Peer,
  workload: Workload,
  expected: Content,
  options: MeasureOptions,
): Promise<Outcome> {
  const why = peer.cannot(workload.name, options.server.engine);
  const what = `${peer.name}, ${options.server.engine}, ${workload.title}`;
  const done: Timed[] = [];
  do {
    try {
      done.push(await runOnce(peer, workload, expected, options));
    } catch (error) {
      if (why === undefined || error instanceof WrongContentError) {
        throw new Error(`${what}: ${messageOf(error)}`, { cause: error });
      }
      return { kind: 'cannot', why };
    }
    if (why !== undefined) throw new Error(`${what}: it could, and is said not to: ${why}`);
  } while (done.length < options.runs && sum(done.map(({ wallMs }) => wallMs)) < enoughMs);
  const [first] = done;
  if (first === undefined) throw new Error(`${what}: no run`);
  return { kind: 'done', traffic: first.traffic, wallMs: median(done.map(({ wallMs }) => wallMs)) };
}

interface Timed {
  readonly traffic: Traffic;
  readonly wallMs: number;
}

class WrongContentError extends Error {}

function runOnce(
  peer: Peer,
  { before, scripts }: Workload,
  expected: Content,
  { server, latencyMs }: MeasureOptions,
): Promise<Timed> {
  return withDatabase(server, async (url) => {
    if (before !== undefined) {
      const failed = await onTarget(server, url, 0, (target) =>
        apply(peer, before.scripts, target).then(
          () => false,
          () => true,
        ),
      );
      if (failed !== before.fails) {
        throw new WrongContentError(before.fails ? 'it did not fail before' : 'it failed before');
      }
    }
    const timed = await onTarget(server, url, latencyMs, async (target, traffic) => {
      const wallMs = await apply(peer, scripts, target);
      return { wallMs, traffic: traffic() };
    });
    const difference = differenceOf(expected, await readContent(server.engine, url));
    if (difference !== undefined) throw new WrongContentError(difference);
    return timed;
  });
}

async function onTarget<T>(
  { engine }: Server,
  url: string,
  latencyMs: number,
  work: (target: Target, traffic: () => Traffic) => Promise<T>,
): Promise<T> {
  const { target, traffic, close } = await openTarget(engine, url, latencyMs);
  try {
    return await work(target, traffic);
  } finally {
    await close();
  }
}

/** The time it took, in milliseconds. */
async function apply(peer: Peer, scripts: readonly Script[], target: Target): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'aurora-migrate-bench-'));
  try {
    const { migrate, close } = await peer.prepare({ scripts, folder, target });
    try {
      const start = performance.now();
      await migrate();
      return performance.now() - start;
    } finally {
      await close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

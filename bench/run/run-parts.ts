import { availableParallelism, totalmem } from 'node:os';
import type { Cell, Figures } from './figures';
import { expectedContent, measure } from './measure';
import type { Options } from './options';
import { type ColdStart, measureColdStart } from './process/cold-start';
import { measureMemory, type Memory } from './process/memory';
import { sizes } from './process/sizes';
import { startServer } from './start-server';
import type { Server } from './with-database';
import { workloadOf } from './workloads';

const coldStartScripts = [4, 1000, 10_000];
const coldStartRuns = 11;

/** Runs what was asked for, engine by engine, and tells of each step before it begins. */
export async function runParts(options: Options, tell: (step: string) => void): Promise<Figures> {
  const cells: Cell[] = [];
  const coldStarts: ColdStart[] = [];
  const memory: Memory[] = [];
  for (const engine of options.engines) {
    tell(`${engine}: the server starts`);
    const server = await startServer(engine);
    if (options.parts.includes('peers')) cells.push(...(await comparePeers(server, options, tell)));
    // The engine has no part in it.
    if (options.parts.includes('cold-start') && engine === options.engines[0]) {
      tell(`${engine}: cold start`);
      coldStarts.push(...(await measureColdStart(server, coldStartScripts, coldStartRuns)));
    }
    if (options.parts.includes('memory')) {
      for (const size of sizes) {
        tell(`${engine}: memory for ${size.title}`);
        memory.push(await measureMemory(server, size));
      }
    }
  }
  const machine = {
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version.slice(1),
  };
  return { machine, latencyMs: options.latencyMs, cells, coldStarts, memory };
}

async function comparePeers(
  server: Server,
  { workloads, peers, latencyMs, runs }: Options,
  tell: (step: string) => void,
): Promise<readonly Cell[]> {
  const { engine } = server;
  const cells: Cell[] = [];
  for (const name of workloads) {
    const workload = workloadOf(name, engine);
    const expected = await expectedContent(server, workload);
    for (const peer of peers.filter(({ engines }) => engines.includes(engine))) {
      tell(`${engine}: ${workload.title}, ${peer.name}`);
      cells.push({
        engine,
        workload: name,
        title: workload.title,
        peer: peer.name,
        kind: peer.kind,
        // The others are worth their time nevertheless.
        outcome: await measure(peer, workload, expected, { server, latencyMs, runs }).catch(
          (error: unknown) => ({ kind: 'wrong' as const, why: messageOf(error) }),
        ),
      });
    }
  }
  return cells;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

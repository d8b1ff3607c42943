import type { Fault, SeenCall } from '../support/faults/fault';
import { isAllowedUnknown } from './allowed-ends';
import type { Case } from './cases';
import { runClean } from './clean-run';
import { ageLeases, findLeftovers, untilQuiet } from './leftovers';
import type { LoadedSet } from './load-set';
import type { MatrixServer } from './servers';
import { type Snapshot, takeSnapshot } from './snapshot';
import { findUntruths } from './truth';
import { type FinishedRun, openWorld } from './world';

/** A run without faults, which all others are held against. */
export interface Undisturbed {
  readonly set: LoadedSet;
  readonly snapshot: Snapshot;
  readonly calls: readonly SeenCall[];
  readonly usualMs: (call: SeenCall) => number;
}

export interface CaseResult {
  /** What is wrong; nothing when all is well. */
  readonly problems: readonly string[];
  /** How each run ended, the clean one last. */
  readonly ends: readonly string[];
  /** The fault came when the call was over already, in each run. */
  readonly isMissed: boolean;
}

export async function runUndisturbed(server: MatrixServer, set: LoadedSet): Promise<Undisturbed> {
  const world = await openWorld(server, set);
  try {
    const { calls, end } = await world.run();
    if (end.kind !== 'applied') throw new Error(`${set.name} does not even run undisturbed`);
    const durations = new Map(calls.map(({ number, durationMs }) => [number, durationMs ?? 5]));
    return {
      set,
      snapshot: await takeSnapshot(world),
      calls: calls.map(({ number, kind, isInTransaction }) => ({ number, kind, isInTransaction })),
      usualMs: ({ number }) => durations.get(number) ?? 5,
    };
  } finally {
    await world.close();
  }
}

// A run that meets a lock which nobody will give back waits for 20 s.
const waitsForNoLockMs = 18_000;

/** One or two runs with the fault, and one without. */
export async function runCase(
  server: MatrixServer,
  { set, snapshot, usualMs }: Undisturbed,
  { fault, call, occurrence }: Case,
): Promise<CaseResult> {
  const world = await openWorld(server, set, { cancels: fault.cancels ?? false });
  const problems: string[] = [];
  const ends: string[] = [];
  let isMissed = true;
  const look = async (when: string, what: Promise<readonly string[]>): Promise<void> => {
    problems.push(...(await what).map((problem) => `${when}: ${problem}`));
  };
  try {
    for (const run of occurrence === 'twice' ? ['the first run', 'the second run'] : ['the run']) {
      const { end, calls } = await world.run({
        usualMs,
        choose: chooser(call.number, fault.fault, occurrence),
      });
      ends.push(described(end));
      if (calls.some((seen) => seen.fault !== undefined && seen.isMissed !== true))
        isMissed = false;
      if (needsQuiet(set, occurrence)) {
        await untilQuiet(world);
        await look(`after ${run}`, findUntruths(world));
        await ageLeases(world);
      }
    }
    const startedAt = Date.now();
    const end = await runClean(world);
    ends.push(described(end));
    const tookMs = Date.now() - startedAt;
    if (tookMs > waitsForNoLockMs) problems.push(`the clean run took ${String(tookMs)} ms`);
    await untilQuiet(world);
    await look('at the end', findUntruths(world));
    await look('at the end', findLeftovers(world));
    if (end.kind === 'applied') {
      problems.push(...differences(snapshot, await takeSnapshot(world)));
    } else if (end.kind === 'killed' || !isAllowedUnknown(set, end.error)) {
      problems.push(`the clean run: ${described(end)}`);
    }
    return { problems, ends, isMissed };
  } finally {
    await world.close();
  }
}

function chooser(
  number: number,
  fault: Fault,
  occurrence: Case['occurrence'],
): (call: SeenCall) => Fault | undefined {
  return (call) =>
    call.number === number || (occurrence === 'from then on' && call.number > number)
      ? fault
      : undefined;
}

// Else the clean run begins at once, which is harder: the work of the other may still go on.
function needsQuiet({ manifest, switches }: LoadedSet, occurrence: Case['occurrence']): boolean {
  return (
    occurrence !== 'once' ||
    switches?.refuseMysqlBodies === true ||
    manifest.migrations.some(({ statements }) => statements.some(({ runsAlone }) => runsAlone))
  );
}

export function described(end: FinishedRun['end']): string {
  return end.kind === 'failed' ? `${end.error.name}: ${end.error.message}` : end.kind;
}

export function differences(expected: Snapshot, found: Snapshot): readonly string[] {
  return (['catalog', 'rows', 'history'] as const).flatMap((part) => {
    const [a, b] = [JSON.stringify(expected[part]), JSON.stringify(found[part])];
    return a === b ? [] : [`the ${part} differs:\n  expected ${a}\n  found    ${b}`];
  });
}

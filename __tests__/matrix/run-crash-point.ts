import { isAllowedUnknown } from './allowed-ends';
import { runClean } from './clean-run';
import { closeGate } from './crash-points';
import { ageLeases, findLeftovers, untilQuiet } from './leftovers';
import { described, differences, type CaseResult, type Undisturbed } from './run-case';
import type { MatrixServer } from './servers';
import { takeSnapshot } from './snapshot';
import { findUntruths } from './truth';
import { openWorld, type RunEnd, type World } from './world';

export type Crashing = 'session' | 'server';

/** How many points there are at which the runner can be stopped while it applies a set. */
export async function countCrashPoints(
  server: MatrixServer,
  { set }: Undisturbed,
): Promise<number> {
  const world = await openWorld(server, set);
  try {
    const all = Number.POSITIVE_INFINITY;
    return (await passPoints(world, all, () => Promise.resolve())).passed;
  } finally {
    await world.close();
  }
}

/** A run that crashes at one point, what that run made of it, and a clean run behind it. */
export async function runCrashPoint(
  server: MatrixServer,
  { set, snapshot }: Undisturbed,
  point: number,
  crashing: Crashing,
): Promise<CaseResult> {
  const world = await openWorld(server, set);
  const ends: string[] = [];
  try {
    const { passed, end: first } = await passPoints(world, point, async (killSession) => {
      if (crashing === 'session') await killSession();
      else await world.killServer();
    });
    ends.push(described(first));
    await untilQuiet(world);
    const problems = [...(await findUntruths(world))];
    await ageLeases(world);
    const end = await runClean(world);
    ends.push(described(end));
    await untilQuiet(world);
    problems.push(...(await findUntruths(world)), ...(await findLeftovers(world)));
    if (end.kind === 'applied') problems.push(...differences(snapshot, await takeSnapshot(world)));
    else if (end.kind === 'killed' || !isAllowedUnknown(set, end.error)) {
      problems.push(`the clean run: ${described(end)}`);
    }
    return { problems, ends, isMissed: passed < point };
  } finally {
    await world.close();
  }
}

/** Runs up to a point, does something there, and lets the run come to its end. */
async function passPoints(
  world: World,
  last: number,
  then: (killSession: () => Promise<void>) => Promise<void>,
): Promise<{ readonly passed: number; readonly end: RunEnd }> {
  // Makes the history, whose lock is the gate.
  await world.run({
    choose: ({ kind }) =>
      kind === 'run' ? { kind: 'killed handler', sent: 'nothing' } : undefined,
  });
  const gate = await closeGate(world.url);
  const run = world.run();
  gate.watch(run.then(({ end }) => end));
  let passed = 0;
  try {
    while (passed < last && (await gate.next())) passed += 1;
    if (passed === last) await then(() => gate.killSession());
  } finally {
    await gate.open();
  }
  const { end } = await run;
  return { passed, end };
}

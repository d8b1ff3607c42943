import type { Fault, SeenCall } from '../support/faults/fault';
import { faults } from './cases';
import { findLeftovers, untilQuiet } from './leftovers';
import { type LoadedSet, loadSet } from './load-set';
import { chance } from './sample';
import type { ScriptSet } from './script-set';
import type { MatrixServer } from './servers';
import { findUntruths } from './truth';
import { type FinishedRun, openWorld, type World } from './world';

export interface TenRuns {
  readonly set: LoadedSet;
  readonly runs: readonly FinishedRun[];
  /** Where what the runs tell, the history and the data disagree. */
  readonly problems: readonly string[];
}

/**
 * Ten handlers with a client each, in front of one Data API.
 *
 * @param seed of the faults of their calls, after which one more run has to end the work; none
 * without a seed
 */
export async function runTenAtOnce(
  server: MatrixServer,
  scripts: ScriptSet,
  seed?: number,
): Promise<TenRuns> {
  const set = await loadSet(scripts);
  const world = await openWorld(server, set);
  const problems: string[] = [];
  const look = async (): Promise<void> => {
    await untilQuiet(world);
    problems.push(...(await findUntruths(world)), ...(await findLeftovers(world)));
  };
  try {
    const choose = seed === undefined ? () => undefined : chooser(seed);
    const runs = await Promise.all(Array.from({ length: 10 }, () => world.run({ choose })));
    if (seed !== undefined) {
      await look();
      runs.push(await world.run());
    }
    await look();
    const last = runs.at(-1)?.end;
    if (last?.kind !== 'applied') problems.push(`the last run: ${JSON.stringify(last)}`);
    problems.push(...(await findFalseClaims(world, runs)));
    return { set, runs, problems };
  } finally {
    await world.close();
  }
}

const faultsPerCall = 0.12;

function chooser(seed: number): (call: SeenCall) => Fault | undefined {
  const random = chance(seed);
  return (call) => {
    if (random() > faultsPerCall) return undefined;
    const fitting = faults.filter(
      ({ appliesTo, needsOwnServer }) => appliesTo(call) && needsOwnServer !== true,
    );
    return fitting[Math.floor(random() * fitting.length)]?.fault;
  };
}

/** A run that calls a script its own, and the history names another, or two runs that do. */
async function findFalseClaims(
  world: World,
  runs: readonly FinishedRun[],
): Promise<readonly string[]> {
  const authors = new Map((await world.history()).map((entry) => [entry.version, entry.runId]));
  return runs.flatMap(({ runId, told }) =>
    told
      .filter(({ version, byAnotherRun }) => byAnotherRun === (authors.get(version) === runId))
      .map(({ version }) => `${runId} is mistaken about who applied V${version}`),
  );
}

/** Twelve scripts that take a moment each. */
export function shortScripts(engine: ScriptSet['engine']): ScriptSet {
  const pause = engine === 'aurora-mysql' ? 'do sleep(0.01)' : 'select pg_sleep(0.01)';
  const versions = Array.from({ length: 12 }, (_, index) => String(index + 2));
  return {
    name: 'short',
    engine,
    files: {
      'V1__witness.sql': 'create table witness (mark varchar(40) not null);\n',
      ...Object.fromEntries(
        versions.map((version) => [
          `V${version}__script.sql`,
          `${pause};\ninsert into witness values ('V${version}-1');\n`,
        ]),
      ),
    },
  };
}

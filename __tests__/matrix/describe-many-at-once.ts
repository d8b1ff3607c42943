import type { Fault, SeenCall } from '../support/faults/fault';
import { faults } from './cases';
import { findLeftovers, untilQuiet } from './leftovers';
import { loadSet } from './load-set';
import { chance } from './sample';
import type { ScriptSet } from './script-set';
import type { MatrixServer } from './servers';
import { findUntruths } from './truth';
import { type FinishedRun, openWorld, type World } from './world';

const handlers = 10;
const versions = Array.from({ length: 12 }, (_, index) => String(index + 2));

/** Ten handlers with a client each, in front of one Data API. */
export function describeManyAtOnce(
  name: string,
  server: () => MatrixServer,
  /** Has statements that run alone. */
  withAlone: ScriptSet,
): void {
  let world: World;
  afterEach(() => world.close());

  const open = async (set: ScriptSet): Promise<void> => {
    world = await openWorld(server(), await loadSet(set));
  };
  const runAll = (choose: (handler: number) => (call: SeenCall) => Fault | undefined) =>
    Promise.all(
      Array.from({ length: handlers }, (_, handler) => world.run({ choose: choose(handler) })),
    );

  describe(`ten handlers at once on ${name}`, () => {
    it.each([
      ['short scripts', () => shortScripts(withAlone.engine)],
      ['scripts with statements that run alone', () => withAlone],
    ])(
      'apply each script once, and all tell who did it: %s',
      async (_, set) => {
        await open(set());

        const runs = await runAll(() => () => undefined);

        const all = world.set.manifest.migrations.map(({ version }) => version);
        expect(runs.map(({ end }) => end.kind)).toEqual(runs.map(() => 'applied'));
        expect(runs.map(({ told }) => told.map(({ version }) => version))).toEqual(
          runs.map(() => all),
        );
        expect(claims(runs)).toEqual(await authors());
        expect(await findUntruths(world)).toEqual([]);
        expect(await findLeftovers(world)).toEqual([]);
      },
      60_000,
    );

    it.each([1, 2, 3])(
      'apply each script once while calls fail, and one more run ends it (seed %d)',
      async (seed) => {
        await open(shortScripts(withAlone.engine));
        const random = chance(seed);

        const runs = await runAll(() => (call) => {
          if (random() > 0.12) return undefined;
          const fitting = faults.filter(
            ({ appliesTo, needsOwnServer }) => appliesTo(call) && needsOwnServer !== true,
          );
          return fitting[Math.floor(random() * fitting.length)]?.fault;
        });
        await untilQuiet(world);
        expect(await findUntruths(world)).toEqual([]);
        const last = await world.run();

        expect(last.end).toMatchObject({ kind: 'applied', result: { schemaVersion: '13' } });
        expect(await findUntruths(world)).toEqual([]);
        const authorOf = await authors();
        for (const [version, author] of claims([...runs, last])) {
          expect([version, author]).toEqual([version, authorOf.get(version)]);
        }
        await untilQuiet(world);
        expect(await findLeftovers(world)).toEqual([]);
      },
      60_000,
    );
  });

  async function authors(): Promise<ReadonlyMap<string, string>> {
    return new Map((await world.history()).map(({ version, runId }) => [version, runId]));
  }
}

/** Who says of a version that it applied it; two of them for one version are a failure. */
function claims(runs: readonly FinishedRun[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { told, runId } of runs) {
    for (const { version, byAnotherRun } of told) {
      if (byAnotherRun) continue;
      if (found.has(version)) throw new Error(`two runs say that they applied V${version}`);
      found.set(version, runId);
    }
  }
  return found;
}

function shortScripts(engine: ScriptSet['engine']): ScriptSet {
  const pause = engine === 'aurora-mysql' ? 'do sleep(0.01)' : 'select pg_sleep(0.01)';
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

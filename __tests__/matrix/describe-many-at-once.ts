import type { ScriptSet } from './script-set';
import type { MatrixServer } from './servers';
import { runTenAtOnce, shortScripts } from './ten-at-once';

/** @param withAlone scripts with statements that run alone */
export function describeManyAtOnce(
  name: string,
  server: () => MatrixServer,
  withAlone: ScriptSet,
): void {
  describe(`ten handlers at once on ${name}`, () => {
    it.each([
      ['short scripts', shortScripts(withAlone.engine)],
      ['scripts with statements that run alone', withAlone],
    ])(
      'apply each script once, and all tell who did it: %s',
      async (_, scripts) => {
        const { set, runs, problems } = await runTenAtOnce(server(), scripts);

        const versions = set.manifest.migrations.map(({ version }) => version);
        expect(problems).toEqual([]);
        expect(runs.map(({ end }) => end.kind)).toEqual(runs.map(() => 'applied'));
        expect(runs.map(({ told }) => told.map(({ version }) => version))).toEqual(
          runs.map(() => versions),
        );
      },
      60_000,
    );

    it.each([1, 2, 3])(
      'apply each script once while calls fail, and one more run ends it (seed %d)',
      async (seed) => {
        const { problems } = await runTenAtOnce(server(), shortScripts(withAlone.engine), seed);

        expect(problems).toEqual([]);
      },
      60_000,
    );
  });
}

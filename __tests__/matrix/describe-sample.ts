import { casesOf } from './cases';
import { loadSet } from './load-set';
import { runCase, runUndisturbed, type Undisturbed } from './run-case';
import { pick } from './sample';
import type { ScriptSet } from './script-set';
import type { MatrixServer } from './servers';

const seed = 20_260_701;

/** Some cases of the matrix, always the same ones; `npm run test:matrix` runs all. */
export function describeSample(
  name: string,
  server: () => MatrixServer,
  sets: readonly ScriptSet[],
  count: number,
): void {
  describe(`${String(count)} cases of the matrix on ${name}`, () => {
    const bases: Undisturbed[] = [];

    beforeAll(async () => {
      for (const set of sets) bases.push(await runUndisturbed(server(), await loadSet(set)));
    }, 60_000);

    it('end with every script applied once, or name the statement that a person has to settle', async () => {
      const cases = bases.flatMap((base) =>
        casesOf(base.set, base.calls)
          .filter(({ fault }) => fault.needsOwnServer !== true)
          .map((one) => ({ base, one })),
      );
      const failures: string[] = [];

      for (const { base, one } of pick(cases, seed, count)) {
        const { problems } = await runCase(server(), base, one);
        failures.push(...problems.map((problem) => `${one.name}: ${problem}`));
      }

      expect(failures).toEqual([]);
    }, 120_000);
  });
}

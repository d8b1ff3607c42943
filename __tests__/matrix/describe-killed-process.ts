import { type HandlerProcess, prepareHandler } from './handler-process';
import { isAllowedUnknown } from './allowed-ends';
import { findLeftovers, untilQuiet } from './leftovers';
import { loadSet } from './load-set';
import { runUndisturbed, type Undisturbed } from './run-case';
import type { ScriptSet } from './script-set';
import type { MatrixServer } from './servers';
import { takeSnapshot } from './snapshot';
import { findUntruths } from './truth';
import { openWorld, type World } from './world';

/** The matrix abandons the handler within the test's own process; this one really kills it. */
export function describeKilledProcess(
  name: string,
  server: () => MatrixServer,
  set: ScriptSet,
  /** At which calls it is killed. */
  numbers: readonly number[],
): void {
  describe(`a handler's process that is killed, on ${name}`, () => {
    let base: Undisturbed;
    let handler: HandlerProcess;
    let world: World;

    beforeAll(async () => {
      base = await runUndisturbed(server(), await loadSet(set));
      handler = await prepareHandler(base.set);
    }, 60_000);
    afterAll(() => handler.remove());
    beforeEach(async () => {
      world = await openWorld(server(), base.set);
    });
    afterEach(() => world.close());

    it.each(
      numbers.flatMap((number) => [
        [number, 'nothing' as const],
        [number, 'all' as const],
      ]),
    )(
      'at call %d with %s of it sent, leaves what the next run goes on with',
      async (number, sent) => {
        const first = await handler.run(world, (call) =>
          call.number === number ? { kind: 'killed handler', sent } : undefined,
        );
        const { end } = await world.run();
        await untilQuiet(world);

        expect(first).toBe('killed');
        expect(await findUntruths(world)).toEqual([]);
        expect(await findLeftovers(world)).toEqual([]);
        if (end.kind === 'failed' && isAllowedUnknown(base.set, end.error)) return;
        expect(end).toMatchObject({ kind: 'applied' });
        expect(await takeSnapshot(world)).toEqual(base.snapshot);
      },
      60_000,
    );
  });
}

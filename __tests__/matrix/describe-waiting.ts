import type { ErrorAnswer, Fault, SeenCall } from '../support/faults/fault';
import { jumpingClock } from '../support/faults/jumping-clock';
import { findLeftovers, untilQuiet } from './leftovers';
import { type LoadedSet, loadSet } from './load-set';
import type { ScriptSet } from './script-set';
import type { MatrixServer } from './servers';
import { findUntruths } from './truth';
import { type FinishedRun, openWorld, type RunOptions, type World } from './world';

/** What one engine says. */
export interface RefusalWords {
  readonly startsUp: string;
  readonly readOnly: string;
  readonly passwordRefused: string;
}

const badRequest = (message: string): ErrorAnswer => ({
  status: 400,
  name: 'BadRequestException',
  message,
});
const writerAway: ErrorAnswer = { status: 504, name: 'DatabaseUnavailableException', message: '' };
const noConnection = badRequest(
  'Communications link failure\n\nThe last packet sent successfully to the server was 0 ' +
    'milliseconds ago. The driver has not received any packets from the server.',
);
const starting: ErrorAnswer = {
  status: 400,
  name: 'InvalidResourceStateException',
  message: 'DBCluster is in state starting',
};

/** Whole runs whose calls are refused for a while. Time passes by itself. */
export function describeWaiting(
  name: string,
  server: () => MatrixServer,
  scripts: ScriptSet,
  words: RefusalWords,
): void {
  describe(`a run that has to wait, on ${name}`, () => {
    let set: LoadedSet;
    let world: World;
    let usualRuns: number;

    const run = (options: RunOptions): Promise<FinishedRun> =>
      world.run({ clock: jumpingClock(), ...options });

    beforeAll(async () => {
      set = await loadSet(scripts);
      const undisturbed = await openWorld(server(), set);
      usualRuns = sentTimes(await undisturbed.run());
      await undisturbed.close();
    });
    beforeEach(async () => {
      world = await openWorld(server(), set);
    });
    afterEach(() => world.close());

    async function expectAllDone({ end }: FinishedRun): Promise<void> {
      await untilQuiet(world);
      expect(end).toMatchObject({
        kind: 'applied',
        result: { applied: set.manifest.migrations.length },
      });
      expect(await findUntruths(world)).toEqual([]);
      expect(await findLeftovers(world)).toEqual([]);
    }

    it.each<[string, Fault, string]>([
      ['throttled', refused('throttled'), 'AWS throttles the calls'],
      ['paused', refused('resuming'), 'it is resuming after being paused'],
      ['without an instance', refused('database not found'), 'it has no instance'],
      ['new', refused('endpoint not enabled'), 'the Data API of the cluster is off'],
      ['starting', refused(starting), 'it takes no calls in its present state'],
      ['starting its server', refused(badRequest(words.startsUp)), 'it takes no connections yet'],
      ['without a connection', refused(noConnection), 'it takes no connections yet'],
      ['read-only', refused(badRequest(words.readOnly)), 'the server that answers is read-only'],
      ['of another password', refused(badRequest(words.passwordRefused)), loginReason],
    ])(
      'waits at each call, and sends no call of the runner twice: %s',
      async (_, fault, reason) => {
        const finished = await run({
          choose: ({ number, kind }) =>
            kind === 'rollback' || number % 3 === 0 ? undefined : fault,
        });

        await expectAllDone(finished);
        expect(new Set(finished.waits.map((wait) => wait.reason))).toEqual(new Set([reason]));
        expect(sentTimes(finished)).toBe(usualRuns);
      },
    );

    it('goes through a fail-over in the middle of the second call of the runner', async () => {
      const failOver = inTurn([
        { kind: 'lost', as: '504', when: 'at once' },
        refused(writerAway),
        refused(writerAway),
        refused(noConnection),
        refused(badRequest(words.startsUp)),
        refused(badRequest(words.readOnly)),
      ]);

      const finished = await run({ choose: after(1, 'run', failOver) });

      await expectAllDone(finished);
      expect(finished.waits.map(({ reason }) => reason)).toEqual([
        'its writer is not available',
        'its writer is not available',
        'it takes no connections yet',
        'it takes no connections yet',
        'the server that answers is read-only',
      ]);
    });

    it('finds the new writer when the old one has become a reader before the call', async () => {
      const becomesReader = inTurn(Array<Fault>(4).fill(refused(badRequest(words.readOnly))));

      const finished = await run({ choose: after(1, 'run', becomesReader) });

      await expectAllDone(finished);
      expect(finished.waits).toHaveLength(4);
      expect(sentTimes(finished)).toBe(usualRuns);
    });

    it('goes on with the secret of now when it is rotated in the middle', async () => {
      const rotates = inTurn(Array<Fault>(8).fill(refused(badRequest(words.passwordRefused))));

      const finished = await run({ choose: after(1, 'run', rotates) });

      await expectAllDone(finished);
      expect(finished.waits.map((wait) => wait.nextDelayMs)).toEqual([
        375, 750, 1_500, 3_000, 6_000, 7_500, 7_500, 7_500,
      ]);
      expect(sentTimes(finished)).toBe(usualRuns);
    });

    it('gives a login up that stays refused, and the next run goes on', async () => {
      const refusal = refused(badRequest(words.passwordRefused));
      const { end, waits } = await run({ choose: after(1, 'run', () => refusal) });

      expect(end).toMatchObject({ kind: 'failed', error: { name: 'LoginRefusedError' } });
      expect(waits.at(-1)).toMatchObject({ givesUpAfterMs: 120_000 });
      await untilQuiet(world);
      expect(await findUntruths(world)).toEqual([]);
      expect((await world.run()).end).toMatchObject({ kind: 'applied' });
      expect(await findUntruths(world)).toEqual([]);
    });

    it('gives up while the function can still say so', async () => {
      const clock = jumpingClock();
      const beginsAt = clock.now();

      const { end } = await run({
        clock,
        invocationMs: 60_000,
        choose: () => refused('resuming'),
      });

      expect(end).toMatchObject({
        kind: 'failed',
        error: {
          name: 'DatabaseNotReadyError',
          message: expect.stringContaining('was not ready after 55 s') as string,
        },
      });
      expect(clock.now() - beginsAt).toBeLessThan(60_000);
    });
  });
}

/** Begins behind so many calls of a kind, with the next one of that kind. */
function after(
  count: number,
  kind: SeenCall['kind'],
  next: () => Fault | undefined,
): (call: SeenCall) => Fault | undefined {
  let seen = 0;
  return (call) => {
    if (call.kind === kind) seen += 1;
    return seen > count ? next() : undefined;
  };
}

function inTurn(faults: readonly Fault[]): () => Fault | undefined {
  const left = [...faults];
  return () => left.shift();
}

const loginReason =
  'the database refuses the login of the secret, as it does while that is rotated';

function refused(as: Extract<Fault, { readonly kind: 'refused' }>['as']): Fault {
  return { kind: 'refused', as };
}

/** How many calls of the runner came to the database. */
function sentTimes({ calls }: FinishedRun): number {
  return calls.filter(({ kind, fault }) => kind === 'run' && fault === undefined).length;
}

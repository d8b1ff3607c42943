import { basename } from 'node:path';
import fc from 'fast-check';
import { AuthoringError } from '../../authoring/authoring-error';
import type { Backend } from '../../local/backend';
import { MigrationError } from '../../migration/errors';
import type { HostileScript } from './hostile-script';
import { openWay, type Way } from './open-way';

export interface WholeWayEngine {
  readonly openBackend: () => Promise<Backend>;
  /** A backslash within a literal. */
  readonly backslash: string;
  readonly script: fc.Arbitrary<HostileScript>;
  /** Of the table `arrived`, whose column `id` counts its rows. */
  readonly table: string;
  readonly emptyTable: string;
}

// More, and others, by hand: WHOLE_WAY_RUNS=5000 WHOLE_WAY_SEED=7 npm test -- --testPathPatterns whole-way
const { WHOLE_WAY_RUNS = '30', WHOLE_WAY_SEED = '20260102' } = process.env;
const settings = { seed: Number(WHOLE_WAY_SEED), numRuns: Number(WHOLE_WAY_RUNS) };
const timeoutMs = 30_000 + settings.numRuns * 500;

/** From a folder of files to a real database, each value arrives as written or is refused by name. */
export function describeWholeWay({
  openBackend,
  script,
  backslash,
  table,
  emptyTable,
}: WholeWayEngine): void {
  let way: Way;

  beforeAll(async () => {
    way = await openWay(await openBackend());
    await way.local.query(table);
  });
  afterAll(async () => {
    await way.close();
  });

  it(
    'arrive as written, or are refused at their lines',
    async () => {
      const scripts = fc.array(script, { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(scripts, async (given) => {
          await way.local.query(emptyTable);
          try {
            await way.apply(filesOf(given));
          } catch (error) {
            expect(refusedFor(error, given)).toEqual([]);
            return;
          }
          const rows = await way.local.query('select value from arrived order by id');
          expect(rows.map(({ value }) => value)).toEqual(given.flatMap(({ arrives }) => arrives));
        }),
        settings,
      );
    },
    timeoutMs,
  );

  it.each([
    ['one byte', 'x', 1],
    ['a million bytes that grow in JSON', '"\\\u0001', 333_333],
    ['a million astral characters', '😀', 1_000_000],
    ['five million bytes', 'é', 2_500_000],
  ])(
    'arrive as written, or are refused by name: %s',
    async (_, character, times) => {
      const value = character.repeat(times);
      const literal = value.replaceAll('\\', backslash);
      await way.local.query(emptyTable);

      const error = await way
        .apply({ 'V1__large.sql': `insert into arrived (value) values ('${literal}');\n` })
        .catch((thrown: unknown) => thrown);

      const rows = await way.local.query('select value from arrived');
      const hasArrived = rows.length === 1 && rows[0]?.value === value;
      const isRefused =
        rows.length === 0 &&
        error instanceof MigrationError &&
        error.message.includes('V1__large.sql');
      expect(error === undefined ? hasArrived : isRefused).toBe(true);
    },
    60_000,
  );
}

function filesOf(scripts: readonly HostileScript[]): Readonly<Record<string, string>> {
  return Object.fromEntries(scripts.map((script, at) => [nameOf(script, at), script.text]));
}

function nameOf({ description }: HostileScript, at: number): string {
  return `V${at + 1}__${description}.sql`;
}

/** What is refused without a reason. Throws what is no refusal at all. */
function refusedFor(error: unknown, scripts: readonly HostileScript[]): readonly string[] {
  if (!(error instanceof AuthoringError)) throw error;
  const refusable = new Map(scripts.map((script, at) => [nameOf(script, at), script.refusable]));
  return error.problems
    .filter(({ file, line = 0 }) => refusable.get(basename(file))?.has(line) !== true)
    .map(({ file, line = 0, message }) => `${basename(file)}:${line} ${message}`);
}

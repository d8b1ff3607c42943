import {
  assertSizes,
  needsOneSession,
  packBatch,
  type BatchContext,
  type BatchItem,
} from '../../migration/batches';
import { readerOf, scriptOf, type Script, type ScriptOptions } from '../support/builders';
import { MemoryDatabase } from './memory-database';
import { MemoryEngine } from './memory-engine';

describe('packBatch', () => {
  it('packs everything that fits', async () => {
    expect(await pack([script(1), script(2), script(3)], 10_000)).toEqual(['1', '2', '3']);
  });

  it('stops before the script that does not fit', async () => {
    const scripts = [script(1, [text(4_000)]), script(2, [text(4_000)]), script(3, [text(4_000)])];

    expect(await pack(scripts, 10_000)).toEqual(['1', '2']);
  });

  it('counts the bytes of the request, where JSON is within JSON', async () => {
    const quotes = '"'.repeat(2_000);

    expect(await pack([script(1, [quotes]), script(2, [quotes])], 10_000)).toEqual(['1']);
  });

  it('counts bytes, not characters', async () => {
    const umlauts = 'ü'.repeat(2_500);

    expect(await pack([script(1, [umlauts]), script(2, [umlauts])], 10_000)).toEqual(['1']);
  });

  it('stops behind a script with a statement that runs alone', async () => {
    const lone = script(2, ['a', 'b'], { alone: [2] });

    expect(await pack([script(1), lone, script(3)], 10_000)).toEqual(['1', '2']);
  });

  it('stops before a script that needs a session of its own', async () => {
    const own = script(2, ['a', 'b'], { alone: [2], sharesSession: true });

    expect(await pack([script(1), own, script(3)], 10_000)).toEqual(['1']);
  });

  it('packs nothing else with a script that needs a session of its own', async () => {
    const own = script(1, ['a', 'b'], { alone: [2], sharesSession: true });

    expect(await pack([own, script(2)], 10_000)).toEqual(['1']);
  });

  it('packs nothing else with the end of a script in its own session', async () => {
    const own = script(1, ['a', 'b'], { alone: [1], sharesSession: true });
    const next = script(2);
    const batch = await packBatch(contextOf([own, next], 10_000), [
      { migration: own.migration, statementsApplied: 0, settled: {}, continuesSession: true },
      { migration: next.migration, statementsApplied: 0 },
    ]);

    expect(batch).toHaveLength(1);
  });

  it('packs scripts that share their session within one portion', async () => {
    const shares = script(1, ['a', 'b'], { sharesSession: true });

    expect(await pack([shares, script(2)], 10_000)).toEqual(['1', '2']);
  });

  it('packs one script where a call takes no more', async () => {
    const scripts = [script(1), script(2)];
    const { engine, ...context } = contextOf(scripts, 10_000);
    const slower = Object.assign(engine, { strategy: 'one script per call' });

    expect(await packBatch({ ...context, engine: slower }, itemsOf(scripts))).toHaveLength(1);
  });

  it('packs nothing when there is nothing', async () => {
    expect(await pack([], 10_000)).toEqual([]);
  });
});

describe('assertSizes', () => {
  it('takes a script of almost the limit', async () => {
    await expect(checkSizes(script(1, [text(9_000)]))).resolves.toBeUndefined();
  });

  it('refuses a script above the limit', async () => {
    await expect(checkSizes(script(1), script(2, [text(10_000)]))).rejects.toThrow(
      /^schema\/V2__a\.sql takes \d+ bytes in a request, and a call of the Data API takes at most 10000:/,
    );
  });

  it('refuses what grows above the limit in the request', async () => {
    await expect(checkSizes(script(1, ['\u0001'.repeat(1_500)]))).rejects.toThrow(
      'schema/V1__a.sql takes',
    );
  });

  it('refuses what is too large behind a statement that runs alone', async () => {
    const lone = script(1, ['a', 'vacuum', 'b', 'reindex', text(10_000)], { alone: [2, 4] });

    await expect(checkSizes(lone)).rejects.toThrow('schema/V1__a.sql takes');
  });

  it('takes a script whose parts around a statement that runs alone fit', async () => {
    const lone = script(1, [text(9_000), 'vacuum', text(9_000)], { alone: [2] });

    await expect(checkSizes(lone)).resolves.toBeUndefined();
  });

  it('takes what is left of a script whose large part is applied', async () => {
    const half = script(1, [text(20_000), 'b']);

    await expect(
      assertSizes(contextOf([half], 10_000), [{ migration: half.migration, statementsApplied: 1 }]),
    ).resolves.toBeUndefined();
  });
});

describe('needsOneSession', () => {
  it.each([
    [true, { alone: [1], sharesSession: true }],
    [false, { alone: [1], sharesSession: false }],
    [false, { alone: [], sharesSession: true }],
  ])('is %s for %j', (expected, options) => {
    expect(needsOneSession(script(1, ['a'], options).migration)).toBe(expected);
  });
});

function script(version: number, statements = ['select 1'], options: ScriptOptions = {}): Script {
  return scriptOf(`V${String(version)}__a.sql`, statements, options);
}

function text(length: number): string {
  return 'x'.repeat(length);
}

function contextOf(scripts: readonly Script[], maxPayloadBytes: number): BatchContext {
  const engine = new MemoryEngine(new MemoryDatabase());
  return { engine, readScript: readerOf(...scripts), folder: 'schema', maxPayloadBytes };
}

function itemsOf(scripts: readonly Script[]): readonly BatchItem[] {
  return scripts.map(({ migration }) => ({ migration, statementsApplied: 0 }));
}

/** The versions in the batch. */
async function pack(scripts: readonly Script[], maxPayloadBytes: number): Promise<unknown> {
  const batch = await packBatch(contextOf(scripts, maxPayloadBytes), itemsOf(scripts));
  return batch.map((json) => (JSON.parse(json) as { entry: { version: string } }).entry.version);
}

async function checkSizes(...scripts: readonly Script[]): Promise<void> {
  await assertSizes(contextOf(scripts, 10_000), itemsOf(scripts));
}

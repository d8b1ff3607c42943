import {
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

  it('packs a script that is too large for a call by itself', async () => {
    const large = script(1, [text(20_000)]);

    expect(await pack([large, script(2)], 10_000)).toEqual(['1']);
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
  return { engine, readScript: readerOf(...scripts), maxPayloadBytes };
}

function itemsOf(scripts: readonly Script[]): readonly BatchItem[] {
  return scripts.map(({ migration }) => ({ migration, statementsApplied: 0 }));
}

/** The versions in the batch. */
async function pack(scripts: readonly Script[], maxPayloadBytes: number): Promise<unknown> {
  const batch = await packBatch(contextOf(scripts, maxPayloadBytes), itemsOf(scripts));
  return batch.map((json) => (JSON.parse(json) as { entry: { version: string } }).entry.version);
}

import type { Engine } from './engine';
import type { SqlErrorDetails } from './errors';
import type { Migration } from './migration';
import { nextPortion } from './portions';
import type { ReadScript } from './ports';
import { statementTexts } from './script-reader';
import { sizeOf } from './uploads';

export interface BatchContext {
  readonly engine: Engine;
  readonly readScript: ReadScript;
  readonly maxPayloadBytes: number;
}

/** A script, and from where on it is to run. */
export interface BatchItem {
  readonly migration: Migration;
  readonly statementsApplied: number;
  readonly settled?: { readonly failure?: SqlErrorDetails };
  /** Its session has run an earlier portion of it. */
  readonly continuesSession?: boolean;
}

/** True when all statements of a script need one session, those that run alone included. */
export function needsOneSession({ sharesSession, statements }: Migration): boolean {
  return sharesSession && statements.some(({ runsAlone }) => runsAlone);
}

/**
 * As many portions as fit into one call, up to a statement that runs alone. Encoded. One that does
 * not fit is a batch of its own.
 */
export async function packBatch(
  context: BatchContext,
  items: readonly BatchItem[],
): Promise<readonly string[]> {
  const batch: string[] = [];
  const takesOne = context.engine.strategy !== 'all scripts in one call';
  let bytes = 0;
  for (const item of items) {
    const inOneSession = needsOneSession(item.migration);
    if (inOneSession && batch.length > 0) break;
    const { encoded, then } = await encode(context, item, inOneSession);
    bytes += sizeOf(encoded);
    if (bytes > context.maxPayloadBytes && batch.length > 0) break;
    batch.push(encoded);
    if (then === 'alone' || inOneSession || takesOne) break;
  }
  return batch;
}

async function encode(
  { engine, readScript }: BatchContext,
  { migration, statementsApplied, settled, continuesSession = false }: BatchItem,
  inOneSession: boolean,
): Promise<{ readonly encoded: string; readonly then: 'end' | 'alone' }> {
  const texts = statementTexts(migration, await readScript(migration.file));
  const portion = nextPortion({
    migration,
    texts,
    applied: statementsApplied,
    ...(settled !== undefined && { settled }),
    inOneSession,
    continuesSession,
  });
  return { encoded: engine.encodePortion(portion), then: portion.then };
}

import type { Engine } from './engine';
import type { SqlErrorDetails } from './errors';
import type { Migration } from './migration';
import { nextPortion } from './portions';
import type { ReadScript } from './ports';
import { ScriptTooLargeError } from './run-errors';
import { statementTexts } from './script-reader';

export interface BatchContext {
  readonly engine: Engine;
  readonly readScript: ReadScript;
  readonly folder: string;
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

/** As many portions as fit into one call, up to a statement that runs alone. Encoded. */
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

/**
 * Looks at the scripts that may be too large for a call.
 *
 * @throws ScriptTooLargeError
 */
export async function assertSizes(
  context: BatchContext,
  items: readonly BatchItem[],
): Promise<void> {
  for (const item of items) {
    const { statements, file } = item.migration;
    const bytes = (statements.at(-1)?.end ?? 0) - (statements[0]?.start ?? 0);
    if (bytes * worstGrowth <= context.maxPayloadBytes) continue;
    for (const part of portionsOf(item)) {
      const size = sizeOf((await encode(context, part, false)).encoded);
      if (size > context.maxPayloadBytes) {
        throw new ScriptTooLargeError(`${context.folder}/${file}`, size, context.maxPayloadBytes);
      }
    }
  }
}

/** An item, and what is to be sent behind each of its statements that run alone. */
function portionsOf(item: BatchItem): readonly BatchItem[] {
  const { statements } = item.migration;
  const behind = statements.flatMap(({ runsAlone }, index) =>
    runsAlone && index >= item.statementsApplied
      ? [{ ...item, statementsApplied: index, settled: {} }]
      : [],
  );
  return [item, ...behind];
}

// A control character of one byte takes seven as JSON in JSON: \\u0001.
const worstGrowth = 8;

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

/** Bytes within the request, where the payload is a JSON string that holds JSON; with a comma. */
function sizeOf(encoded: string): number {
  return Buffer.byteLength(JSON.stringify(encoded)) + 1;
}

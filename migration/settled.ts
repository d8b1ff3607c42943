import type { BatchItem } from './batches';
import type { SqlErrorDetails } from './errors';
import type { HistoryEntry } from './history';
import type { InFlight } from './in-flight';

/** How a statement that runs alone ended. */
export interface Settled {
  readonly version: string;
  /** Number of the statement in its script, from 1. */
  readonly number: number;
  readonly failure?: SqlErrorDetails;
}

/** A statement that ended where nobody heard it. */
export function notApplied({ entry, number }: InFlight, how: string): Settled {
  const message = `${how}, and the catalog shows that it was not applied. Why, the log of the database may say.`;
  return { version: entry.version, number, failure: { message } };
}

/** The item whose statement has been settled goes first: others would find it in flight. */
export function settledFirst(
  items: readonly BatchItem[],
  history: readonly HistoryEntry[],
  settled: Settled | undefined,
): readonly BatchItem[] {
  const entry = history.find(({ version }) => version === settled?.version);
  const item = items.find(({ migration }) => migration.version === settled?.version);
  if (entry === undefined || item === undefined || !isSettledFor(settled, entry)) return items;
  return [{ ...item, settled }, ...items.filter((other) => other !== item)];
}

/** True when it tells the end of the statement that the entry has in flight. */
export function isSettledFor(
  settled: Settled | undefined,
  entry: HistoryEntry,
): settled is Settled {
  return settled?.version === entry.version && settled.number === entry.statementInFlight;
}

// The history has no column for it; it matters only to the one who reads the message.
export function positionOf(
  settled: Settled | undefined,
  { version }: HistoryEntry,
): { readonly position?: number } {
  const position = settled?.version === version ? settled.failure?.position : undefined;
  return position === undefined ? {} : { position };
}

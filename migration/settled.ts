import type { SqlErrorDetails } from './errors';
import type { HistoryEntry } from './history';

/** How a statement that runs alone ended. */
export interface Settled {
  readonly version: string;
  /** Number of the statement in its script, from 1. */
  readonly number: number;
  readonly failure?: SqlErrorDetails;
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

import type { Portion } from './engine';
import type { SqlErrorDetails } from './errors';
import type { Migration } from './migration';

export interface PortionStart {
  readonly migration: Migration;
  readonly texts: readonly string[];
  /** Statements that the history says are applied. */
  readonly applied: number;
  /** How the statement behind those ended, when it ran by itself just now. */
  readonly settled?: { readonly failure?: SqlErrorDetails };
  /** The whole script runs in one session. */
  readonly inOneSession: boolean;
  /** That session has run an earlier portion of the script. */
  readonly continuesSession: boolean;
}

/** The longest stretch that the runner can execute in one go. */
export function nextPortion(start: PortionStart): Portion {
  const { migration, texts, applied, settled, inOneSession, continuesSession } = start;
  const { statements } = migration;
  const from = applied + (settled === undefined ? 0 : 1);
  const alone = statements.findIndex(({ runsAlone }, index) => runsAlone && index >= from);
  const then = alone === -1 ? 'end' : 'alone';
  return {
    migration,
    texts,
    applied,
    ...(settled !== undefined && { settled }),
    from,
    to: then === 'end' ? statements.length : alone,
    then,
    keepsSession: inOneSession && then === 'alone',
    continuesSession,
  };
}

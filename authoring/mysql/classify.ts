import type { Witness } from '../../migration/witness';
import { leadingWords } from './leading';
import { isPermittedInPrepare } from './permitted';
import { parsePrepare } from './prepare';
import { refusal } from './refusals';
import { sharesSession } from './session-state';
import { witnessOf } from './witness';

export { parsePrepare, type PrepareStatement } from './prepare';

/**
 * How a statement gets to the server: prepared inside of the runner, alone as text, as a
 * statement about prepared statements (which cannot itself be prepared), or not at all.
 */
export type MysqlStatementKind =
  'prepared' | 'alone' | 'prepare' | 'execute' | 'deallocate' | 'refused';

export interface Examined {
  readonly kind: MysqlStatementKind;
  /** Why it is refused, and what to do. */
  readonly refusal?: string;
  /** True when it leaves something in the session, or takes something from there. */
  readonly sharesSession: boolean;
  /** How the catalog tells whether it was applied, if it does and nothing else does. */
  readonly witness?: Witness;
}

/** Says how one statement, without its delimiter, gets to the server. */
export function classify(text: string): MysqlStatementKind {
  return examine(text).kind;
}

/** All that is to be known of one statement, without its delimiter. */
export function examine(text: string): Examined {
  const words = leadingWords(text);
  const prepare = parsePrepare(text);
  const witness = witnessOf(text);
  const known = witness !== undefined && { witness };
  if (prepare !== undefined) return { kind: prepare.kind, sharesSession: true, ...known };
  const shares = sharesSession(text, words);
  const reason = refusal(text, words);
  if (reason !== undefined) return { kind: 'refused', refusal: reason, sharesSession: shares };
  const kind = isPermittedInPrepare(words) ? 'prepared' : 'alone';
  return { kind, sharesSession: shares, ...known };
}

import type { SqlErrorDetails } from '../../../migration/errors';
import type { EncodedWitness } from '../../../migration/witness';
import type { SessionName } from '../session-names';

/** A portion as `encodePortion` makes it: the same for the runner in the database and for this one. */
export interface EncodedPortion {
  readonly version: string;
  readonly description: string;
  readonly file: string;
  readonly checksum: string;
  readonly total: number;
  readonly applied: number;
  /** Text of the statement that ran by itself just before. */
  readonly settled?: string;
  readonly failure?: SqlErrorDetails;
  readonly then: 'end' | 'alone';
  readonly witness?: EncodedWitness;
  readonly session: readonly SessionName[];
  readonly statements: readonly (readonly [text: string, ...rest: readonly unknown[]])[];
}

/** How far a script is. */
export interface Progress {
  readonly applied: number;
  /** See `hashStatements`. */
  readonly hash: string;
}

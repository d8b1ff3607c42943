import type { Witness } from './witness';

/** The database engines that Aurora Serverless offers. */
export const engineNames = ['aurora-postgresql', 'aurora-mysql'] as const;

export type EngineName = (typeof engineNames)[number];

/** Where one statement stands in its file. The text itself stays in the file. */
export interface StatementPlace {
  /** Offset of the statement's first byte, in UTF-8 bytes of the file as it is on disk. */
  readonly start: number;
  /** Offset behind the statement's last byte (its terminator is not part of it). */
  readonly end: number;
  /** Line of the statement's first token, from 1. */
  readonly line: number;
  /** Column of the statement's first token, from 1, in characters (code points). */
  readonly column: number;
  /** True when the engine runs it only by itself: outside a transaction or a procedure. */
  readonly runsAlone: boolean;
  /**
   * How the catalog tells whether it was applied.
   *
   * @default nothing but its transaction tells it
   */
  readonly witness?: Witness;
}

/** A versioned script and all that is known of it without a database. */
export interface Migration {
  /** Name of the file, without a folder: `V2__create_orders.sql`. */
  readonly file: string;
  /** Numbers joined with dots, without leading zeros: `2`, `1.10`, `20260102030405`. */
  readonly version: string;
  /** For people: `create orders`. */
  readonly description: string;
  /** SHA-256 in hex over the content with LF line ends and without a byte order mark. */
  readonly checksum: string;
  readonly statements: readonly StatementPlace[];
  /** True when a statement leaves something in the session that a later one may need. */
  readonly sharesSession: boolean;
}

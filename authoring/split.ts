import type { StatementPlace } from '../migration/migration';

/** One statement as an engine's splitter found it. */
export interface SplitStatement extends StatementPlace {
  /** From the first token to the last, without the terminator. */
  readonly text: string;
  /** True when it leaves something in the session that a later statement may need. */
  readonly sharesSession: boolean;
}

/** Something wrong in a file. Line and column count from 1, columns in characters. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** The item, the rule and the fix, in one sentence without a final full stop. */
  readonly message: string;
}

export interface SplitResult {
  readonly statements: readonly SplitStatement[];
  /** Everything that is wrong, in the order of the file. */
  readonly problems: readonly Problem[];
}

/** Valid UTF-8 without a NUL. */
export interface Source {
  /** The content without its byte order mark. */
  readonly text: string;
  /** Bytes of the file before `text`: 3 with a byte order mark, else 0. */
  readonly byteOffset: number;
}

/** Cuts a file into statements and says what cannot work over the Data API. */
export type Split = (source: Source) => Promise<SplitResult>;

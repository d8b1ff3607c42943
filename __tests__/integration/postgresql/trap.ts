/** What other ways to a database are known to damage. */
export interface Trap {
  readonly title: string;
  /** The file, as it is on disk. */
  readonly script: string;
  /**
   * What a plain connection runs instead.
   *
   * @default the script, in one go
   */
  readonly plain?: readonly string[];
  /** Shows what was stored: one row with one column. */
  readonly question: string;
  readonly stored: string;
}

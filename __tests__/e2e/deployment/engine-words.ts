/** What the engines say and do differently. */
export interface EngineWords {
  /** What the database says of a table that is not there. */
  readonly missingTable: (databaseName: string, table: string) => string;
  /** What becomes of a script that failed at its third statement, after V2. */
  readonly rest: string;
  /** How many of the tables of that script are there afterwards. */
  readonly tablesAfterFailure: string;
  /** A statement that takes some seconds. */
  readonly sleep: (seconds: number) => string;
  /** Counts, as `n`, the sessions that run such a statement. */
  readonly countSleeping: string;
}

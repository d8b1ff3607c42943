/** A running server on a scratch folder. */
export interface DatabaseServer {
  /** With a user that may do everything, and no database in its path. */
  readonly url: string;
  /** Kills it without a word, as a machine that fails does. What was committed stays. */
  kill(): Promise<void>;
  /** Starts it again behind `kill`, on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it for good, at once. The embedded PostgreSQL sees to that by itself. */
  discard?(): void;
}

/** A running server on a scratch folder. */
export interface DatabaseServer {
  /** With a user that may do everything, and no database in its path. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it at once. The embedded PostgreSQL sees to that by itself when the process ends. */
  kill?(): void;
}

/** What a parameter or a column can hold. Everything else is cast to text in SQL. */
export type Value = string | number | boolean | null;

/** One row, by column label. */
export type Row = Readonly<Record<string, Value>>;

export interface Query {
  /** One statement. `:name` stands for a parameter. */
  readonly sql: string;
  /** Values of the named parameters. */
  readonly parameters?: Readonly<Record<string, Value>>;
  /**
   * Lets the statement run on in the database when the call runs out of time.
   *
   * @default false: the statement is cancelled
   */
  readonly continueAfterTimeout?: boolean;
  /**
   * Sent again when its answer was lost, since it only reads, or does nothing the second time.
   *
   * @default false: a lost answer is an error
   */
  readonly isRepeatable?: boolean;
  /**
   * Sent again while the server is read-only, since it looks by itself what it has done already.
   *
   * @default as `isRepeatable`
   */
  readonly waitsForWriter?: boolean;
}

/** A place where statements run. */
export interface Session {
  /**
   * Runs one statement and returns its rows; none for a statement without a result.
   *
   * @throws SqlError when the database refused the statement
   * @throws StatementTimeoutError when the call ran out of time
   */
  execute(query: Query): Promise<readonly Row[]>;
}

/** A database as the core sees it: no ARN, no socket, no retry. */
export interface Database extends Session {
  /**
   * Runs `work` on one session that keeps its state between statements.
   * What `work` did is committed when it resolves and rolled back when it rejects.
   */
  withSession<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

/** Reads the bytes of a script, as they are on disk. */
export type ReadScript = (file: string) => Promise<Uint8Array>;

/** Time, injected so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(durationMs: number): Promise<void>;
  /**
   * Calls `beat` in intervals, until the function is called that it returns.
   *
   * @default a timer of the system, which keeps no process alive
   */
  every?(intervalMs: number, beat: () => void): () => void;
}

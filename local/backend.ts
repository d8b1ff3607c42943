import type { SqlParameter } from './wire';

/** How a column's text becomes a field. */
export type ColumnKind =
  | 'long'
  | 'double'
  | 'decimal'
  | 'boolean'
  | 'string'
  | 'blob'
  | 'array'
  /** The service cannot return it. */
  | 'refused';

export interface Column {
  readonly label: string;
  readonly typeName: string;
  readonly kind: ColumnKind;
  /** Of an array's elements. */
  readonly elementKind?: ColumnKind;
}

export interface Result {
  readonly columns: readonly Column[];
  /** Each value as the database's text; blobs in base64. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly recordsUpdated: number;
  /** MySQL's LAST_INSERT_ID. */
  readonly generatedId?: number;
}

/** One session of a database. Statements on it run one after the other. */
export interface BackendSession {
  /**
   * Runs one statement.
   *
   * @param parts the text around the parameters
   * @param parameters one between each two parts; undefined where the call bound none
   */
  execute(
    parts: readonly string[],
    parameters: readonly (SqlParameter | undefined)[],
  ): Promise<Result>;
  /** Cancels the statement that runs, from another connection. */
  cancel(): Promise<void>;
  /** Called when a call outside a transaction is over. */
  afterCall(): Promise<void>;
  /** False when the connection is gone. */
  isAlive(): boolean;
  close(): Promise<void>;
}

export interface Backend {
  readonly kind: 'postgresql' | 'mysql';
  /** The database that a call gets which names none. */
  readonly database: string;
  /** Sessions for each database. */
  readonly poolSize: number;
  connect(database: string): Promise<BackendSession>;
  close(): Promise<void>;
}

/** What the database said, before the service put it into words. */
export class BackendError extends Error {
  constructor(
    message: string,
    readonly details: {
      readonly sqlState?: string;
      readonly code?: number;
      readonly detail?: string;
      readonly hint?: string;
      readonly position?: string;
    },
  ) {
    super(message);
  }
}

/** The connection broke: nobody knows what became of the statement. */
export class ConnectionLostError extends Error {}

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

export type ElementKind = 'long' | 'double' | 'boolean' | 'string';

export interface Column {
  readonly label: string;
  readonly typeName: string;
  readonly kind: ColumnKind;
  /** Of an array's elements. */
  readonly elementKind?: ElementKind;
}

export interface Result {
  readonly columns: readonly Column[];
  /** Each value as the database's text; blobs in base64. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly recordsUpdated: number;
  /** MySQL's LAST_INSERT_ID. */
  readonly generatedId?: number;
}

/** A `:name` in a statement's text, and what the call bound to it. */
export interface Placeholder {
  readonly name: string;
  /** Undefined where the call bound nothing. */
  readonly parameter: SqlParameter | undefined;
}

/** One session of a database. Statements on it run one after the other. */
export interface BackendSession {
  /**
   * Runs one statement.
   *
   * @param parts the text around the placeholders
   * @param placeholders one between each two parts
   * @throws BackendError what the database said
   * @throws ConnectionLostError
   */
  execute(parts: readonly string[], placeholders?: readonly Placeholder[]): Promise<Result>;
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
  /** The database that callers are told to name. */
  readonly database: string;
  /** Sessions that take turns in each database. */
  readonly poolSize: number;
  /** Sessions in each database while many calls run at once. */
  readonly maxSessions: number;
  /**
   * Opens a session.
   *
   * @param database undefined when the call names none
   * @throws BackendError the server refused it
   * @throws NotReachableError
   */
  connect(database: string | undefined): Promise<BackendSession>;
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
      readonly where?: string;
      readonly position?: string;
    },
  ) {
    super(message);
  }
}

/** No server answered: nothing ran. */
export class NotReachableError extends Error {}

/** The connection broke: nobody knows what became of the statement. */
export class ConnectionLostError extends Error {}

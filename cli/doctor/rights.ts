/** What the database user may do of what migrations need. */
export interface Rights {
  /** `'migrator'@'%'`, `migrator`; as a GRANT takes it. */
  readonly user: string;
  /** As a GRANT takes it. */
  readonly database: string;
  /** What a GRANT has to give; empty when nothing is missing. */
  readonly missing: readonly string[];
  /** PostgreSQL: the schema history is there and belongs to this other user. */
  readonly foreignOwner?: string;
  /** Where the doctor may make something; absent when nowhere. */
  readonly place?: Place;
}

/** A schema of its own, the one of the history, or the database itself (MySQL). */
export type Place = 'own schema' | 'history' | 'database';

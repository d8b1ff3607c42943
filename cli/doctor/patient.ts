import type { RawQuery } from '../../data-api/raw-data-api';
import type { Clock, Database } from '../../migration/ports';
import type { EngineName } from '../../migration/migration';
import type { Contact } from './contact';
import type { Outcome } from './outcome';
import type { Rights } from './rights';

/** The database under examination, as a probe sees it. */
export interface Patient {
  readonly engine: EngineName;
  /** What the first call found. */
  readonly contact: Contact;
  readonly rights: Rights;
  /** In every name of what is made; nobody else has it. */
  readonly base: string;
  /** Sleeps that are to outlast a call. */
  readonly sleepSeconds: number;
  readonly clock: Clock;
  /** A name of something to make. */
  nameOf(what: string): string;
  /** @throws NoAnswerError when the answer says nothing about the call */
  call(sql: string, options?: Omit<RawQuery, 'sql'>): Promise<Outcome>;
  /** The same, for who asks what makes an answer get lost. */
  callWhateverComes(sql: string, options?: Omit<RawQuery, 'sql'>): Promise<Outcome>;
  /** Rolled back in the end. */
  inTransaction<T>(work: (call: (sql: string) => Promise<Outcome>) => Promise<T>): Promise<T>;
  /** Whether a statement of ours still runs. */
  isBusy(): Promise<boolean>;
  /** The database as a run has it, with scratch names in the place of the history's. */
  readonly rehearsal: Database;
}

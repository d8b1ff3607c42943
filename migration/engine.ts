import type { SqlErrorDetails } from './errors';
import type { HistoryEntry } from './history';
import type { EngineName, Migration } from './migration';
import type { Database, Session } from './ports';
import type { RepairChange, RepairRecord } from './repair/change';
import type { Strategy } from './strategy';
import type { Upload, UploadPart } from './uploads';
import type { ObjectWitness } from './witness';

/** A stretch of one script that the runner in the database executes in one go. */
export interface Portion {
  readonly migration: Migration;
  /** Texts of all statements of the script. */
  readonly texts: readonly string[];
  /** Statements that the history says are applied. */
  readonly applied: number;
  /** How the statement behind those ended, which was sent by itself before this portion. */
  readonly settled?: { readonly failure?: SqlErrorDetails };
  /** Index of the first statement to run now. */
  readonly from: number;
  /** Index behind the last statement to run now. */
  readonly to: number;
  /** What comes then: the end of the script, or a statement that runs alone. */
  readonly then: 'end' | 'alone';
  /** Leaves the session as it is for the next portion, which runs in the same one. */
  readonly keepsSession: boolean;
  /** Finds the session as the portion before left it. */
  readonly continuesSession: boolean;
}

export interface Run {
  readonly id: string;
  readonly toolVersion: string;
}

/** A statement by its place. At any time, one run at most may have it in flight. */
export interface StatementAt {
  readonly version: string;
  /** Its number in its script, from 1. */
  readonly number: number;
}

/** A row of the history that has a statement in flight, as it was read. */
export interface Holder extends StatementAt {
  readonly runId: string;
}

/** What the catalog shows of an object. */
export interface Sight {
  /** For `judge`; words that are told apart by spaces. */
  readonly state: string;
  /** What a statement left half-way, and what to do about it: a sentence each. */
  readonly leftovers: readonly string[];
}

/** The schema history and the runner of one engine, inside the database. */
export interface Engine {
  readonly name: EngineName;
  readonly strategy: Strategy;

  /**
   * Reads the entries above a rank, oldest first.
   *
   * @returns undefined when the database has no schema history
   */
  readHistory(session: Session, aboveRank: number): Promise<readonly HistoryEntry[] | undefined>;

  /** Statements that allow the user all that a run needs, with the names of this database. */
  grants(session: Session): Promise<readonly string[]>;

  /** Creates the schema history and the runner, or brings them up to date. */
  install(session: Session): Promise<void>;

  /**
   * Tells whether the strategy sends a statement by itself that others do not.
   *
   * @default none
   */
  readonly isSentAlone?: (text: string) => boolean;

  /**
   * Tells whether the strategy has no way to bring a statement to the database.
   *
   * @default it has
   */
  readonly cannotBeSent?: (text: string) => boolean;

  /** A portion as the runner takes it: JSON. */
  encodePortion(portion: Portion): string;

  /**
   * Has the database run portions, up to the first failure or the first that is no longer next.
   * The history tells how it ended. It is safe to send again: the runner looks, under the lock,
   * whether each portion is still to be done.
   *
   * @param portions in the form of `encodePortion`, or where the database has them; it has them no more
   *   when the runner has begun
   * @param knownRank the newest rank that the caller has seen
   * @param isTimeOver asked between statements where each has a call of its own: the rest is left then
   * @throws StatementTimeoutError when the call ended before the work, which goes on
   * @throws StrategyRefusedError when the database refuses what the strategy needs
   */
  run(
    session: Session,
    run: Run,
    knownRank: number,
    portions: readonly string[] | Upload,
    isTimeOver?: () => boolean,
  ): Promise<void>;

  /** Has the database keep a part of an upload. It is safe to send again. */
  keepPart(session: Session, part: UploadPart): Promise<void>;

  /** Removes what the database keeps of an upload. */
  dropUpload(session: Session, uploadId: string): Promise<void>;

  /** Runs `work` on a session that a script needs in one piece, statements that run alone included. */
  withSession<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T>;

  /** Tells whether the database still works for this run. */
  isRunning(session: Session, run: Run): Promise<boolean>;

  /**
   * Changes an entry of the history and leaves a trace of it, both or neither, under the lock that
   * runs take. It is safe to send again: a change is done once for each run.
   *
   * @returns undefined when the entry was not as expected, or somebody works
   */
  repair(database: Database, change: RepairChange): Promise<RepairRecord | undefined>;

  /**
   * Sends a statement by itself, with a mark by which `isStatementRunning` finds it.
   *
   * @throws StatementTimeoutError when the call ended before the statement, which goes on
   */
  runAlone(session: Session, at: StatementAt, text: string): Promise<void>;

  /** Tells whether a statement that was sent by itself still runs, whoever sent it. */
  isStatementRunning(session: Session, at: StatementAt): Promise<boolean>;

  /**
   * Takes the lease of a statement in flight, or prolongs it. Nothing happens when another run has it.
   *
   * @param leaseSeconds 0 leaves it to the next one who asks
   */
  hold(session: Session, run: Run, holder: Holder, leaseSeconds: number): Promise<void>;

  /** Records that the statement in flight was not applied, when the run still holds it. */
  release(session: Session, run: Run, at: StatementAt): Promise<void>;

  /** Looks into the catalog. */
  look(session: Session, witness: ObjectWitness): Promise<Sight>;
}

import { UnknownOutcomeError } from './errors';
import type { HistoryEntry } from './history';
import {
  findOutcome,
  holderOf,
  inFlightOf,
  isDecidable,
  isHeldBy,
  type InFlight,
  type Outcome,
} from './in-flight';
import { leaseSeconds, renewEveryMs, sendAlone, type OpenEnd } from './lone-statement';
import type { MigrateContext } from './migrate-context';
import type { Session } from './ports';
import { StatementLostError, StatementOutcomeError, StillRunningError } from './run-errors';
import { notApplied, type Settled } from './settled';

/** What the run does for its statements in flight. */
export interface InFlightHooks {
  history(): readonly HistoryEntry[];
  /** Reads the history again. */
  refresh(): Promise<void>;
  /** Tells that a script still runs, and waits; throws when there is no more time. */
  wait(file: string, tooLate: () => Error): Promise<void>;
  /** An entry of which nothing tells whether its statement was applied. */
  refuse(entry: HistoryEntry): Error;
}

// One may be bad luck; a statement that ends its own session loses every one.
const maxLostStatements = 3;
const callTimeoutMs = 45_000;

/**
 * Statements that no transaction ties to the history: those that run alone, and DDL of MySQL.
 * Each comes to its end here, though the call or the run that sent it did not see it.
 */
export class InFlightStatements {
  /** How often the session of a statement ended before the statement did, by its place. */
  private readonly lost = new Map<string, number>();

  constructor(
    private readonly context: MigrateContext,
    private readonly hooks: InFlightHooks,
  ) {}

  /**
   * Sends a statement by itself and finds out how it ended, however long it takes.
   *
   * @returns undefined when it is to be sent again, or another run has taken it over
   * @throws StatementOutcomeError when nothing tells how it ended
   */
  async run(session: Session, statement: InFlight): Promise<Settled | undefined> {
    const sent = await sendAlone(this.context, session, statement);
    if (sent === undefined) {
      await this.release(statement);
      return undefined;
    }
    if (!('error' in sent)) return sent;
    const outcome = await this.follow(statement, latestBeginning(this.context, sent));
    if (outcome === undefined) return undefined;
    const { entry, number } = statement;
    const { verdict, leftovers } = outcome;
    if (verdict === 'applied') return { version: entry.version, number };
    if (verdict === 'not applied' || leftovers.length > 0) {
      return notApplied(
        statement,
        `The database did not report the end of the statement (${sent.error.message})`,
      );
    }
    await this.leave(statement);
    throw new StatementOutcomeError(this.pathOf(statement), statement, verdict, sent.error);
  }

  /**
   * Finds out what became of a statement whose run has gone, or whose session was lost.
   *
   * @returns undefined when it is to be sent again, or another run was faster
   */
  async settle(entry: HistoryEntry): Promise<Settled | undefined> {
    const { database, engine, manifest, run } = this.context;
    const statement = inFlightOf(manifest, entry);
    if (statement === undefined) throw this.hooks.refuse(entry);
    const runs = await engine.isStatementRunning(database, holderOf(statement));
    if (!runs && !isDecidable(statement.migration, entry)) throw this.hooks.refuse(entry);

    await engine.hold(database, run, holderOf(statement), leaseSeconds);
    await this.hooks.refresh();
    if (!isHeldBy(run, this.hooks.history(), statement)) return undefined;
    const outcome = await this.follow(statement, 0);
    if (outcome === undefined) return undefined;
    const { version } = entry;
    switch (outcome.verdict) {
      case 'applied':
        return { version, number: statement.number };
      case 'not applied':
      case 'repeatable':
        if (outcome.leftovers.length > 0) {
          return notApplied(statement, `The run of ${entry.startedAt} ended before the statement`);
        }
        await this.release(statement);
        return undefined;
      case 'unknown':
        await this.leave(statement);
        throw this.hooks.refuse(entry);
    }
  }

  /** Records that it was not sent. When this fails, the next run looks for it. */
  async giveBack(statement: InFlight): Promise<void> {
    const { database, engine, run } = this.context;
    await engine.release(database, run, holderOf(statement)).catch(() => undefined);
  }

  /**
   * Waits until the statement has ended, and looks into the catalog. Holds the lease meanwhile.
   *
   * @param mayBeginUntil until when it may begin though it does not run
   * @returns undefined when another run has taken the lease over
   */
  private async follow(statement: InFlight, mayBeginUntil: number): Promise<Outcome | undefined> {
    const { engine, database, run, clock } = this.context;
    const { file } = statement.migration;
    let latest = mayBeginUntil;
    let heldAt = clock.now();
    for (;;) {
      const runs = await engine.isStatementRunning(database, holderOf(statement));
      if (runs) {
        latest = 0;
      } else {
        const outcome = await findOutcome(engine, database, statement);
        if (outcome.verdict === 'applied' || clock.now() >= latest) return outcome;
      }
      try {
        await this.hooks.wait(file, () => new StillRunningError(file));
      } catch (error) {
        // What this run has seen to run, the next one need not wait for.
        if (runs) await this.leave(statement);
        throw error;
      }
      if (clock.now() - heldAt < renewEveryMs) continue;
      heldAt = clock.now();
      await this.hold(statement, leaseSeconds);
      await this.hooks.refresh();
      if (!isHeldBy(run, this.hooks.history(), statement)) return undefined;
    }
  }

  private async release(statement: InFlight): Promise<void> {
    const { database, engine, run } = this.context;
    const { version, number } = holderOf(statement);
    const place = `${version} ${String(number)}`;
    const times = (this.lost.get(place) ?? 0) + 1;
    this.lost.set(place, times);
    await engine.release(database, run, { version, number });
    if (times === maxLostStatements) {
      throw new StatementLostError(this.pathOf(statement), statement, times);
    }
    await this.hooks.refresh();
  }

  /** Lets the next run have the statement at once. When this fails, it waits for the lease. */
  private leave(statement: InFlight): Promise<void> {
    return this.hold(statement, 0).catch(() => undefined);
  }

  private hold(statement: InFlight, seconds: number): Promise<void> {
    const { database, engine, run } = this.context;
    return engine.hold(database, run, { ...holderOf(statement), runId: run.id }, seconds);
  }

  private pathOf({ migration }: InFlight): string {
    return `${this.context.folder}/${migration.file}`;
  }
}

// A call that ran out of time has had its time. One without an answer may still be on its way, and
// the client may have waited for the database before it sent it.
function latestBeginning(context: MigrateContext, { error, lostAt }: OpenEnd): number {
  return error instanceof UnknownOutcomeError
    ? lostAt + (context.callTimeoutMs ?? callTimeoutMs)
    : 0;
}

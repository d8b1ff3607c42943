import { needsOneSession, packBatch, type BatchItem } from './batches';
import {
  SqlError,
  StatementTimeoutError,
  TransactionEndedError,
  UnknownOutcomeError,
} from './errors';
import { newestRank, settledRank, type HistoryEntry } from './history';
import { findLeftBehind, type InFlight } from './in-flight';
import { InFlightStatements } from './in-flight-statements';
import { PlanRefusedError } from './plan-refused-error';
import type { MigrateContext, MigrateResult } from './migrate-context';
import type { Migration } from './migration';
import type { Plan } from './plan';
import type { Session } from './ports';
import { planTheRest } from './read-plan';
import {
  AnotherRunError,
  CallCancelledError,
  CallFailedError,
  NoProgressError,
  OutOfTimeError,
  StillRunningError,
} from './run-errors';
import { isOpenEnded, loneStatement } from './lone-statement';
import type { RunHistory } from './run-history';
import { scriptFailure } from './script-failure';
import { isSettledFor, settledFirst, type Settled } from './settled';
import type { Uploads } from './uploads';
import { Waiting } from './waiting';

const maxCallsWithoutProgress = 5;
// One may be bad luck; a script that ends its own connection loses every one.
const maxLostAnswers = 3;

/**
 * One run, from its plan to its end. The history in the database is the only witness: after
 * each call it is read again, and what is left is planned anew.
 */
export class MigrationRun {
  private callsWithoutProgress = 0;
  private lostAnswers = 0;
  private readonly waiting: Waiting;
  private readonly inFlight: InFlightStatements;

  constructor(
    private readonly context: MigrateContext,
    private readonly history: RunHistory,
    private readonly uploads: Uploads,
  ) {
    this.waiting = new Waiting(context);
    this.inFlight = new InFlightStatements(context, {
      history: () => this.history.entries,
      refresh: () => this.refresh(),
      wait: async (file, tooLate) => {
        this.tellRunning(file);
        await this.waiting.pause(tooLate);
      },
      refuse: (entry) => this.refusalOf(entry),
    });
  }

  async finish(): Promise<MigrateResult> {
    for (;;) {
      const plan = await planTheRest(this.context, this.history);
      const [next] = plan.pending;
      if (next === undefined) return this.result(plan);
      const left = findLeftBehind(this.history.entries);
      if (left !== undefined && !this.knowsEndOf(left)) {
        await this.settle(left, plan);
        continue;
      }
      const [other] = plan.running.filter(({ runId }) => runId !== this.context.run.id);
      if (other !== undefined) {
        await this.waitFor(other);
        continue;
      }
      this.assertTimeLeft(plan);
      const before = this.history.newsCount;
      await this.work(plan, next.migration);
      if (this.history.newsCount === before) await this.pauseWithoutProgress(next.migration, plan);
    }
  }

  /** True when only the history does not have it yet; the catalog may tell less. */
  private knowsEndOf(left: HistoryEntry): boolean {
    return this.history.isOwn(left) && isSettledFor(this.history.settled, left);
  }

  private async work(plan: Plan, next: Migration): Promise<void> {
    const { database, engine } = this.context;
    try {
      if (needsOneSession(next)) {
        await engine.withSession(database, (session) => this.advance(session, plan));
      } else {
        await this.advance(database, plan);
      }
    } catch (error) {
      // With its session. What it had committed, the history knows.
      if (!(error instanceof TransactionEndedError)) throw error;
      await this.refresh();
      this.countLost(error, plan.pending);
    }
  }

  private result({ schemaVersion }: Plan): MigrateResult {
    return { applied: this.history.applied, ...(schemaVersion !== undefined && { schemaVersion }) };
  }

  private refusalOf(entry: HistoryEntry): PlanRefusedError {
    const { migrations } = this.context.manifest;
    const migration = migrations.find(({ version }) => version === entry.version);
    if (migration === undefined) throw new TypeError(`the plan has passed over ${entry.file}`);
    return new PlanRefusedError(
      [{ kind: 'unknown', migration, entry }],
      this.history.hasProgressed ? this.history.ownVersions() : undefined,
    );
  }

  /** Goes on with a statement that a run has left in flight. */
  private async settle(left: HistoryEntry, plan: Plan): Promise<void> {
    const before = this.history.newsCount;
    this.history.settled = await this.inFlight.settle(left);
    const [next] = plan.pending;
    if (
      this.history.settled === undefined &&
      this.history.newsCount === before &&
      next !== undefined
    ) {
      await this.pauseWithoutProgress(next.migration, plan);
    }
  }

  /** A batch that begins now may take as long as a call; one after the deadline is too late. */
  private assertTimeLeft(plan: Plan): void {
    if (this.isTimeOver()) throw this.outOfTime(plan);
  }

  private isTimeOver(): boolean {
    const { clock, deadline = Infinity } = this.context;
    return clock.now() > deadline;
  }

  private outOfTime({ pending }: Plan): OutOfTimeError {
    const left = pending
      .map(({ migration }) => migration.version)
      .filter((version) => !this.history.isApplied(version));
    return new OutOfTimeError(
      this.history.ownVersions(),
      left,
      left.filter((version) => this.history.isInPart(version)),
    );
  }

  /** Sends one batch, and goes on as long as it stops at statements that run alone. */
  private async advance(session: Session, plan: Plan): Promise<void> {
    let items = settledFirst(plan.pending, this.history.entries, this.history.settled);
    for (;;) {
      const before = this.history.newsCount;
      await this.send(session, items);
      const lone = loneStatement(this.history.entries, this.context.run, items);
      if (lone === undefined) return;
      if (this.history.newsCount === before) await this.pauseWithoutProgress(lone.migration, plan);
      const settled = isSettledFor(this.history.settled, lone.entry)
        ? this.history.settled
        : await this.runAlone(session, lone, plan);
      if (settled === undefined) return;
      this.history.settled = settled;
      const rest = this.isTimeOver()
        ? []
        : items.slice(items.findIndex(({ migration }) => migration === lone.migration) + 1);
      items = [
        {
          migration: lone.migration,
          statementsApplied: lone.entry.statementsApplied,
          settled,
          continuesSession: true,
        },
        ...rest,
      ];
    }
  }

  private async runAlone(
    session: Session,
    lone: InFlight,
    plan: Plan,
  ): Promise<Settled | undefined> {
    // What a script keeps in its session would be lost.
    if (this.isTimeOver() && !needsOneSession(lone.migration)) {
      await this.inFlight.giveBack(lone);
      throw this.outOfTime(plan);
    }
    return this.inFlight.run(session, lone);
  }

  /**
   * Has the database run a batch, and reads what came of it: whatever the call ended with, the
   * history says that. Only a call of which nothing came is a failure of its own.
   */
  private async send(session: Session, items: readonly BatchItem[]): Promise<void> {
    const batch = await packBatch(this.context, items);
    const before = this.history.newsCount;
    let failure: { readonly error: unknown } | undefined;
    try {
      await this.uploads.run(this.context.engine, session, newestRank(this.history.entries), batch);
    } catch (error) {
      failure = { error };
    }
    if (failure !== undefined && isOpenEnded(failure.error)) await this.follow(items);
    await this.refresh();
    if (failure === undefined || this.history.newsCount !== before) this.lostAnswers = 0;
    else this.judge(failure.error, items);
  }

  /** Decides whether a call of which nothing came may be sent again. */
  private judge(error: unknown, items: readonly BatchItem[]): void {
    if (error instanceof StatementTimeoutError) {
      // It is over, and the history has no word of it.
      this.lostAnswers += 1;
      if (this.lostAnswers < maxLostAnswers) return;
      throw new CallCancelledError(
        this.pathInWork(items),
        maxLostAnswers,
        this.history.ownVersions(),
      );
    }
    if (error instanceof UnknownOutcomeError) {
      this.countLost(error, items);
      return;
    }
    if (!(error instanceof SqlError)) throw error;
    // The transaction lost against another one, and all of it was taken back.
    if (error.details.sqlState?.startsWith('40') !== true) throw this.callFailed(error, items);
  }

  private countLost(error: Error, items: readonly BatchItem[]): void {
    this.lostAnswers += 1;
    if (this.lostAnswers >= maxLostAnswers) throw this.callFailed(error, items);
  }

  private callFailed(error: Error, items: readonly BatchItem[]): CallFailedError {
    return new CallFailedError(this.pathInWork(items), error, this.history.ownVersions());
  }

  private pathInWork(items: readonly BatchItem[]): string {
    return `${this.context.folder}/${this.fileInWork(items)}`;
  }

  private fileInWork(items: readonly BatchItem[]): string {
    const inWork = items.find(({ migration }) => !this.history.isApplied(migration.version));
    return inWork?.migration.file ?? '';
  }

  /** Waits for work that goes on in the database without a call. */
  private async follow(items: readonly BatchItem[]): Promise<void> {
    const { engine, database, run } = this.context;
    while (await engine.isRunning(database, run)) {
      await this.refresh();
      const file = this.fileInWork(items);
      this.tellRunning(file);
      await this.waiting.pause(() => new StillRunningError(file));
    }
  }

  private async waitFor(other: HistoryEntry): Promise<void> {
    this.waiting.tell(other.file, () => this.context.onEvent?.({ kind: 'waiting', entry: other }));
    await this.waiting.pause(() => new AnotherRunError(other));
    await this.refresh();
  }

  private tellRunning(file: string): void {
    this.waiting.tell(file, () => this.context.onEvent?.({ kind: 'still running', file }));
  }

  /** Reads what is new in the history and tells it; throws when it is a failure. */
  private async refresh(): Promise<void> {
    const { context, history } = this;
    const { engine, database, onEvent } = context;
    const news = history.add(
      (await engine.readHistory(database, settledRank(history.entries))) ?? [],
    );
    if (news.some((entry) => history.isOwn(entry))) this.callsWithoutProgress = 0;
    for (const entry of news) {
      const byAnotherRun = !history.isOwn(entry);
      if (entry.state === 'applied') onEvent?.({ kind: 'applied', entry, byAnotherRun });
      else if (entry.state === 'failed') await this.fail(entry, byAnotherRun);
    }
  }

  private async fail(entry: HistoryEntry, byAnotherRun: boolean): Promise<void> {
    const { context } = this;
    const { entries: history, settled } = this.history;
    const failure = await scriptFailure(context, entry, { history, settled, byAnotherRun });
    if (failure === undefined) return;
    context.onEvent?.({ kind: 'failed', entry, byAnotherRun });
    throw failure;
  }

  /** A lost answer, or a surprise that another run made, is no reason to stop; many are. */
  private async pauseWithoutProgress({ file }: Migration, plan: Plan): Promise<void> {
    this.callsWithoutProgress += 1;
    if (this.callsWithoutProgress > maxCallsWithoutProgress) throw new NoProgressError(file);
    await this.waiting.pause(() => this.outOfTime(plan));
  }
}

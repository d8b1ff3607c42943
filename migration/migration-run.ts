import { needsOneSession, packBatch, type BatchItem } from './batches';
import {
  SqlError,
  StatementTimeoutError,
  TransactionEndedError,
  UnknownOutcomeError,
} from './errors';
import { mergeHistory, newestRank, newsIn, settledRank, type HistoryEntry } from './history';
import { findLeftBehind, type InFlight } from './in-flight';
import { InFlightStatements } from './in-flight-statements';
import { PlanRefusedError } from './plan-refused-error';
import type { MigrateContext, MigrateResult } from './migrate-context';
import type { Migration } from './migration';
import type { Plan } from './plan';
import type { Session } from './ports';
import { planOf } from './read-plan';
import {
  AnotherRunError,
  CallCancelledError,
  CallFailedError,
  NoProgressError,
  OutOfTimeError,
  StillRunningError,
} from './run-errors';
import { isOpenEnded, loneStatement } from './lone-statement';
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
  private readonly applied: { readonly entry: HistoryEntry; readonly byAnotherRun: boolean }[] = [];
  /** How many changes of the history this run has seen. */
  private newsCount = 0;
  private callsWithoutProgress = 0;
  private lostAnswers = 0;
  private readonly waiting: Waiting;
  private readonly inFlight: InFlightStatements;
  /** What the last statement without a transaction came to, until the history has it. */
  private settled: Settled | undefined;

  constructor(
    private readonly context: MigrateContext,
    private history: readonly HistoryEntry[],
    private readonly uploads: Uploads,
  ) {
    this.waiting = new Waiting(context);
    this.inFlight = new InFlightStatements(context, {
      history: () => this.history,
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
      const plan = await this.plan();
      const [next] = plan.pending;
      if (next === undefined) return this.result(plan);
      const left = findLeftBehind(this.history);
      if (left !== undefined) {
        await this.settle(left, plan);
        continue;
      }
      const [other] = plan.running.filter(({ runId }) => runId !== this.context.run.id);
      if (other !== undefined) {
        await this.waitFor(other);
        continue;
      }
      this.assertTimeLeft(plan);
      const before = this.newsCount;
      await this.work(plan, next.migration);
      if (this.newsCount === before) await this.pauseWithoutProgress(next.migration, plan);
    }
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
    return { applied: this.applied, ...(schemaVersion !== undefined && { schemaVersion }) };
  }

  private async plan(): Promise<Plan> {
    try {
      return await planOf(this.context, this.history, { leavesInFlight: true });
    } catch (error) {
      if (!(error instanceof PlanRefusedError)) throw error;
      throw new PlanRefusedError(error.problems, this.ownVersions());
    }
  }

  private refusalOf(entry: HistoryEntry): PlanRefusedError {
    const { migrations } = this.context.manifest;
    const migration = migrations.find(({ version }) => version === entry.version);
    if (migration === undefined) throw new TypeError(`the plan has passed over ${entry.file}`);
    const own = this.ownVersions();
    return new PlanRefusedError(
      [{ kind: 'unknown', migration, entry }],
      own.length === 0 ? undefined : own,
    );
  }

  /** Goes on with a statement that a run has left in flight. */
  private async settle(left: HistoryEntry, plan: Plan): Promise<void> {
    const before = this.newsCount;
    this.settled = await this.inFlight.settle(left);
    const [next] = plan.pending;
    if (this.settled === undefined && this.newsCount === before && next !== undefined) {
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
    const done = new Set(this.applied.map(({ entry }) => entry.version));
    return new OutOfTimeError(
      this.ownVersions(),
      pending.map(({ migration }) => migration.version).filter((version) => !done.has(version)),
    );
  }

  private ownVersions(): readonly string[] {
    return this.applied.flatMap(({ entry, byAnotherRun }) => (byAnotherRun ? [] : [entry.version]));
  }

  /** Sends one batch, and goes on as long as it stops at statements that run alone. */
  private async advance(session: Session, plan: Plan): Promise<void> {
    let items = settledFirst(plan.pending, this.history, this.settled);
    for (;;) {
      const before = this.newsCount;
      await this.send(session, items);
      const lone = loneStatement(this.history, this.context.run, items);
      if (lone === undefined) return;
      if (this.newsCount === before) await this.pauseWithoutProgress(lone.migration, plan);
      const settled = isSettledFor(this.settled, lone.entry)
        ? this.settled
        : await this.runAlone(session, lone, plan);
      if (settled === undefined) return;
      this.settled = settled;
      const rest = items.slice(
        items.findIndex(({ migration }) => migration === lone.migration) + 1,
      );
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
    const before = this.newsCount;
    let failure: { readonly error: unknown } | undefined;
    try {
      await this.uploads.run(this.context.engine, session, newestRank(this.history), batch);
    } catch (error) {
      failure = { error };
    }
    if (failure !== undefined && isOpenEnded(failure.error)) await this.follow(items);
    await this.refresh();
    if (failure === undefined || this.newsCount !== before) this.lostAnswers = 0;
    else this.judge(failure.error, items);
  }

  /** Decides whether a call of which nothing came may be sent again. */
  private judge(error: unknown, items: readonly BatchItem[]): void {
    if (error instanceof StatementTimeoutError) {
      // It is over, and the history has no word of it.
      this.lostAnswers += 1;
      if (this.lostAnswers < maxLostAnswers) return;
      throw new CallCancelledError(this.pathInWork(items), maxLostAnswers, this.ownVersions());
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
    return new CallFailedError(this.pathInWork(items), error, this.ownVersions());
  }

  private pathInWork(items: readonly BatchItem[]): string {
    return `${this.context.folder}/${this.fileInWork(items)}`;
  }

  private fileInWork(items: readonly BatchItem[]): string {
    const done = new Set(this.applied.map(({ entry }) => entry.version));
    return items.find(({ migration }) => !done.has(migration.version))?.migration.file ?? '';
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
    const { engine, database, onEvent, run } = this.context;
    const newer = (await engine.readHistory(database, settledRank(this.history))) ?? [];
    const news = newsIn(this.history, newer);
    this.newsCount += news.length;
    if (news.some(({ runId }) => runId === run.id)) this.callsWithoutProgress = 0;
    this.history = mergeHistory(this.history, newer);
    for (const entry of news) {
      const byAnotherRun = entry.runId !== run.id;
      if (entry.state === 'applied') {
        this.applied.push({ entry, byAnotherRun });
        onEvent?.({ kind: 'applied', entry, byAnotherRun });
      } else if (entry.state === 'failed') {
        await this.fail(entry, byAnotherRun);
      }
    }
  }

  private async fail(entry: HistoryEntry, byAnotherRun: boolean): Promise<void> {
    const { context, history, settled } = this;
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

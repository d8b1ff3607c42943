import { assertSizes, needsOneSession, packBatch, type BatchItem } from './batches';
import {
  SqlError,
  StatementTimeoutError,
  TransactionEndedError,
  UnknownOutcomeError,
} from './errors';
import { mergeHistory, newestRank, settledRank, type HistoryEntry } from './history';
import { findLeftBehind } from './in-flight';
import { InFlightStatements } from './in-flight-statements';
import { PlanRefusedError } from './plan-refused-error';
import type { MigrateContext, MigrateResult } from './migrate-context';
import type { Migration } from './migration';
import type { Plan } from './plan';
import type { Session } from './ports';
import { planOf } from './read-plan';
import {
  AnotherRunError,
  CallFailedError,
  NoProgressError,
  OutOfTimeError,
  StillRunningError,
} from './run-errors';
import { schemaVersionOf } from './compare';
import { ScriptFailedError } from './script-failed-error';
import { readTexts } from './script-reader';
import { leftoversOf } from './leftovers';
import { isOpenEnded, loneStatement } from './lone-statement';
import { isSettledFor, positionOf, settledFirst, type Settled } from './settled';

const pollMs = 500;
const tellEveryMs = 10_000;
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
  private told: { readonly what: string; readonly at: number } | undefined;
  private readonly inFlight: InFlightStatements;
  /** What the last statement without a transaction came to, until the history has it. */
  private settled: Settled | undefined;

  constructor(
    private readonly context: MigrateContext,
    private history: readonly HistoryEntry[],
  ) {
    this.inFlight = new InFlightStatements(context, {
      history: () => this.history,
      refresh: () => this.refresh(),
      wait: async (file, tooLate) => {
        this.tellRunning(file);
        await this.pause(tooLate);
      },
      refuse: (entry) => this.refusalOf(entry),
    });
  }

  async finish(): Promise<MigrateResult> {
    const { database } = this.context;
    let plan = await this.plan();
    await assertSizes(this.context, plan.pending);
    for (; ; plan = await this.plan()) {
      const [next] = plan.pending;
      if (next === undefined) return this.result(plan);
      const left = findLeftBehind(this.history);
      if (left !== undefined) {
        await this.settle(left, next.migration);
        continue;
      }
      const [other] = plan.running.filter(({ runId }) => runId !== this.context.run.id);
      if (other !== undefined) {
        await this.waitFor(other);
        continue;
      }
      this.assertTimeLeft(plan);
      const before = this.newsCount;
      if (needsOneSession(next.migration)) {
        await this.inOneSession(plan);
      } else {
        await this.advance(database, plan);
      }
      if (this.newsCount === before) await this.pauseWithoutProgress(next.migration);
    }
  }

  private async inOneSession(plan: Plan): Promise<void> {
    const { database, engine } = this.context;
    try {
      await engine.withSession(database, (session) => this.advance(session, plan));
    } catch (error) {
      if (!(error instanceof TransactionEndedError)) throw error;
      await this.refresh();
      this.judge(error, plan.pending);
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
  private async settle(left: HistoryEntry, next: Migration): Promise<void> {
    const before = this.newsCount;
    this.settled = await this.inFlight.settle(left);
    if (this.settled === undefined && this.newsCount === before) {
      await this.pauseWithoutProgress(next);
    }
  }

  /** A batch that begins now may take as long as a call; one after the deadline is too late. */
  private assertTimeLeft({ pending }: Plan): void {
    const { clock, deadline } = this.context;
    if (deadline === undefined || clock.now() <= deadline) return;
    throw new OutOfTimeError(
      this.ownVersions(),
      pending.map(({ migration }) => migration.version),
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
      if (this.newsCount === before) await this.pauseWithoutProgress(lone.migration);
      const settled = isSettledFor(this.settled, lone.entry)
        ? this.settled
        : await this.inFlight.run(session, lone);
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

  /**
   * Has the database run a batch, and reads what came of it: whatever the call ended with, the
   * history says that. Only a call of which nothing came is a failure of its own.
   */
  private async send(session: Session, items: readonly BatchItem[]): Promise<void> {
    const { engine, run } = this.context;
    const batch = await packBatch(this.context, items);
    const before = this.newsCount;
    let failure: { readonly error: unknown } | undefined;
    try {
      await engine.run(session, run, newestRank(this.history), batch);
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
      this.lostAnswers = 0;
      return;
    }
    if (error instanceof UnknownOutcomeError || error instanceof TransactionEndedError) {
      this.lostAnswers += 1;
      if (this.lostAnswers < maxLostAnswers) return;
    } else if (!(error instanceof SqlError)) {
      throw error;
    }
    // The transaction lost against another one, and all of it was taken back.
    if (error instanceof SqlError && error.details.sqlState?.startsWith('40') === true) return;
    const path = `${this.context.folder}/${this.fileInWork(items)}`;
    throw new CallFailedError(path, error, this.ownVersions());
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
      await this.pause(() => new StillRunningError(file));
    }
  }

  private async waitFor(other: HistoryEntry): Promise<void> {
    this.tellNowAndThen(other.file, () =>
      this.context.onEvent?.({ kind: 'waiting', entry: other }),
    );
    await this.pause(() => new AnotherRunError(other));
    await this.refresh();
  }

  private tellRunning(file: string): void {
    this.tellNowAndThen(file, () => this.context.onEvent?.({ kind: 'still running', file }));
  }

  private tellNowAndThen(what: string, tell: () => void): void {
    const now = this.context.clock.now();
    if (this.told?.what === what && now - this.told.at < tellEveryMs) return;
    this.told = { what, at: now };
    tell();
  }

  private async pause(tooLate: () => Error): Promise<void> {
    const { clock, deadline } = this.context;
    if (deadline !== undefined && clock.now() + pollMs > deadline) throw tooLate();
    await clock.sleep(pollMs);
  }

  /** Reads what is new in the history and tells it; throws when it is a failure. */
  private async refresh(): Promise<void> {
    const { engine, database, onEvent, run } = this.context;
    const newer = (await engine.readHistory(database, settledRank(this.history))) ?? [];
    const known = new Map(this.history.map((entry) => [entry.version, entry]));
    const news = newer.filter((entry) => {
      const older = known.get(entry.version);
      return (
        older?.rank !== entry.rank ||
        older.state !== entry.state ||
        older.statementsApplied !== entry.statementsApplied
      );
    });
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
    const { manifest, folder, onEvent } = this.context;
    const migration = manifest.migrations.find(({ version }) => version === entry.version);
    // Another run, with other scripts: what ours come to is still open.
    if (migration?.checksum !== entry.checksum || entry.failure === undefined) return;
    onEvent?.({ kind: 'failed', entry, byAnotherRun });
    const schemaVersion = schemaVersionOf(this.history);
    throw new ScriptFailedError({
      migration,
      entry,
      failure: {
        ...entry.failure,
        details: { ...entry.failure.details, ...positionOf(this.settled, entry) },
      },
      ...(await readTexts(this.context.readScript, migration)),
      folder,
      ...(schemaVersion !== undefined && { schemaVersion }),
      byAnotherRun,
      ...(await leftoversOf(this.context, migration, entry.failure)),
    });
  }

  /** A lost answer, or a surprise that another run made, is no reason to stop; many are. */
  private async pauseWithoutProgress({ file }: Migration): Promise<void> {
    this.callsWithoutProgress += 1;
    if (this.callsWithoutProgress > maxCallsWithoutProgress) throw new NoProgressError(file);
    await this.pause(() => new NoProgressError(file));
  }
}

import type { Engine, Holder, Portion, Run, Sight, StatementAt } from '../../migration/engine';
import { SqlError, StatementTimeoutError, type SqlErrorDetails } from '../../migration/errors';
import type { HistoryEntry } from '../../migration/history';
import type { Database, Session } from '../../migration/ports';
import type { RepairChange, RepairRecord } from '../../migration/repair/change';
import { statementTexts } from '../../migration/script-reader';
import { hashStatements } from '../../migration/statement-hash';
import type { Upload, UploadPart } from '../../migration/uploads';
import type { Script } from '../support/builders';
import { MemorySession, type MemoryDatabase } from './memory-database';

interface Payload extends Pick<Portion, 'applied' | 'then' | 'keepsSession' | 'continuesSession'> {
  readonly entry: Pick<
    HistoryEntry,
    'version' | 'description' | 'file' | 'checksum' | 'statementsTotal'
  >;
  readonly settled?: { readonly text: string; readonly failure?: SqlErrorDetails };
  readonly statements: readonly string[];
  readonly looks: boolean;
}

/**
 * An engine whose history and runner are in memory. It keeps the rules of the port: one call works at
 * a time, each portion is looked up in the history before it is done, and each statement has its
 * checkpoint. What goes on without a call advances by one statement in each `tick`.
 */
export class MemoryEngine implements Engine {
  readonly name = 'aurora-postgresql';
  readonly strategy = 'all scripts in one call';
  history: HistoryEntry[] | undefined;
  /** Versions that each call of the runner was asked for. */
  readonly calls: (readonly string[])[] = [];
  /** Called before a call comes to the database; may throw as a client would. */
  beforeCall: (number: number) => void = () => undefined;
  /** Called when its work is done, before its answer. */
  afterCall: (number: number) => void = () => undefined;
  /** Calls that run out of time before their work begins, by number. */
  readonly timeouts = new Set<number>();
  private background: { readonly run: Run; readonly work: Generator } | undefined;
  /** What the catalog shows, of whatever is asked. */
  seen: Sight = { state: '-', leftovers: [] };
  /** Statements whose call runs out of time, and what comes of each after so many ticks. */
  readonly slow = new Map<string, { readonly ticks: number; readonly seen?: Sight }>();
  /** What `hold` was asked for: `run-a 60`. */
  readonly holds: string[] = [];
  /** The statement that was sent by itself and still runs. */
  lone: (StatementAt & { readonly text: string; ticks: number }) | undefined;

  constructor(private readonly database: MemoryDatabase) {}

  grants(): Promise<readonly string[]> {
    return Promise.resolve(['GRANT CREATE ON DATABASE shop TO me']);
  }

  readHistory(_: Session, aboveRank: number): Promise<readonly HistoryEntry[] | undefined> {
    const newer = this.history?.filter(({ rank }) => rank > aboveRank);
    return Promise.resolve(newer?.sort((a, b) => a.rank - b.rank));
  }

  /** What the database says to an installation, when it refuses it. */
  installFailure: SqlErrorDetails | undefined;

  install(): Promise<void> {
    if (this.installFailure !== undefined) return Promise.reject(new SqlError(this.installFailure));
    this.history ??= [];
    return Promise.resolve();
  }

  encodePortion(portion: Portion): string {
    const { migration, texts, applied, settled, from, to, then } = portion;
    const { version, description, file, checksum } = migration;
    const payload: Payload = {
      entry: { version, description, file, checksum, statementsTotal: texts.length },
      applied,
      ...(settled !== undefined && { settled: { text: texts[applied] ?? '', ...settled } }),
      statements: texts.slice(from, to),
      looks: then === 'alone' && migration.statements[to]?.witness !== undefined,
      then,
      keepsSession: portion.keepsSession,
      continuesSession: portion.continuesSession,
    };
    return JSON.stringify(payload);
  }

  /** A whole script as one portion. */
  encodeWhole({ migration, content }: Script): string {
    const to = migration.statements.length;
    const texts = statementTexts(migration, content);
    const session = { keepsSession: false, continuesSession: false };
    return this.encodePortion({
      migration,
      texts,
      applied: 0,
      from: 0,
      to,
      then: 'end',
      ...session,
    });
  }

  /** Does a whole script for a run, unseen by the hooks. */
  runNow(run: Run, script: Script): void {
    const payload = JSON.parse(this.encodeWhole(script)) as Payload;
    const session = new MemorySession(this.database);
    const work = this.work(session, run, this.newestRank(), [payload]);
    while (work.next().done !== true);
  }

  /** Parts of uploads by their number: `run-a/1 2`. */
  readonly uploads = new Map<string, string>();
  /** Called before a part comes to the database; may throw as a client would. */
  beforePart: (part: UploadPart) => unknown = () => undefined;

  async keepPart(_: Session, part: UploadPart): Promise<void> {
    this.beforePart(part);
    await Promise.resolve();
    this.uploads.set(`${part.uploadId} ${String(part.number)}`, part.text);
  }

  dropUpload(_: Session, uploadId: string): Promise<void> {
    for (const key of this.uploads.keys()) {
      if (key.startsWith(`${uploadId} `)) this.uploads.delete(key);
    }
    return Promise.resolve();
  }

  private async take(upload: Upload): Promise<readonly Payload[]> {
    const numbers = Array.from({ length: upload.parts }, (_, index) => String(index + 1));
    const whole = numbers.map((number) => this.uploads.get(`${upload.id} ${number}`)).join('');
    await this.dropUpload(new MemorySession(this.database), upload.id);
    return JSON.parse(`[${whole}]`) as readonly Payload[];
  }

  async run(session: Session, run: Run, knownRank: number, portions: readonly string[] | Upload) {
    const payloads =
      'sha256' in portions
        ? await this.take(portions)
        : portions.map((json) => JSON.parse(json) as Payload);
    const number = this.calls.push(payloads.map(({ entry }) => entry.version));
    this.beforeCall(number);
    await Promise.resolve();
    if (this.background !== undefined) return;
    const inMemory = session instanceof MemorySession ? session : new MemorySession(this.database);
    const work = this.work(inMemory, run, knownRank, payloads);
    if (this.timeouts.has(number)) {
      this.background = { run, work };
      throw new StatementTimeoutError('the call ran out of time');
    }
    while (work.next().done !== true);
    this.afterCall(number);
  }

  withSession<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
    return database.withSession(work);
  }

  isRunning(_: Session, run: Run): Promise<boolean> {
    return Promise.resolve(this.background?.run.id === run.id);
  }

  /** Called before a repair comes to the database. */
  beforeRepair: () => void = () => undefined;
  readonly repairs: RepairChange[] = [];

  async repair(_: Session, change: RepairChange): Promise<RepairRecord | undefined> {
    this.beforeRepair();
    await Promise.resolve();
    const { version, expected, becomes, by, run } = change;
    const found = this.history?.find((entry) => entry.version === version);
    const { rank, state, checksum, statementsApplied, statementInFlight } = expected;
    if (
      this.background !== undefined ||
      found?.rank !== rank ||
      found.state !== state ||
      found.checksum !== checksum ||
      found.statementsApplied !== statementsApplied ||
      found.statementInFlight !== statementInFlight
    ) {
      return undefined;
    }
    this.repairs.push(change);
    this.history = this.history!.filter((entry) => entry !== found);
    if (becomes !== undefined) {
      this.history.push({ ...withoutFlight(found), ...becomes });
    }
    return {
      id: this.repairs.length,
      repairedAt: '2026-01-02T03:04:07.000Z',
      by,
      databaseUser: 'admin_user',
      runId: run.id,
      toolVersion: run.toolVersion,
    };
  }

  async runAlone(session: Session, { version, number }: StatementAt, text: string): Promise<void> {
    const slow = this.slow.get(text);
    if (slow !== undefined) {
      this.lone = { version, number, text, ticks: slow.ticks };
      throw new StatementTimeoutError('the call ran out of time');
    }
    await session.execute({ sql: text });
  }

  isStatementRunning(_: Session, { version, number }: StatementAt): Promise<boolean> {
    return Promise.resolve(this.lone?.version === version && this.lone.number === number);
  }

  hold(_: Session, run: Run, holder: Holder, leaseSeconds: number): Promise<void> {
    this.holds.push(`${run.id} ${String(leaseSeconds)}`);
    this.change(holder, (entry) =>
      entry.runId === run.id || (entry.runId === holder.runId && !entry.isLive)
        ? { ...entry, runId: run.id, isLive: leaseSeconds > 0 }
        : entry,
    );
    return Promise.resolve();
  }

  release(_: Session, run: Run, at: StatementAt): Promise<void> {
    this.change(at, ({ statementInFlight, seenBefore, ...entry }) =>
      entry.runId === run.id
        ? { ...entry, state: 'failed', isLive: false }
        : {
            ...entry,
            ...(statementInFlight && { statementInFlight }),
            ...(seenBefore && { seenBefore }),
          },
    );
    return Promise.resolve();
  }

  look(): Promise<Sight> {
    return Promise.resolve(this.seen);
  }

  private change(
    { version, number }: StatementAt,
    changed: (entry: HistoryEntry) => HistoryEntry,
  ): void {
    this.history = this.history!.map((entry) =>
      entry.version === version && entry.state === 'running' && entry.statementInFlight === number
        ? changed(entry)
        : entry,
    );
  }

  /** Lets what goes on without a call do its next statement. */
  tick(): void {
    this.tickLone();
    if (this.background?.work.next().done === true) this.background = undefined;
  }

  private tickLone(): void {
    if (this.lone === undefined) return;
    this.lone.ticks -= 1;
    if (this.lone.ticks > 0) return;
    const { text } = this.lone;
    const seen = this.slow.get(text)?.seen;
    if (seen?.leftovers.length === 0) this.database.done.push(text);
    this.seen = seen ?? this.seen;
    this.lone = undefined;
  }

  private *work(session: MemorySession, run: Run, knownRank: number, payloads: readonly Payload[]) {
    let known = knownRank;
    for (const payload of payloads) {
      const found = this.history?.find(({ version }) => version === payload.entry.version);
      if (found?.state === 'applied' && found.checksum === payload.entry.checksum) {
        known = Math.max(known, found.rank);
        continue;
      }
      if (!this.isNext(payload, found, run, known)) return;
      const failed = yield* this.runPortion(session, run, payload, found);
      if (failed) return;
      known = this.newestRank();
    }
  }

  private isNext(
    { applied, settled }: Payload,
    found: HistoryEntry | undefined,
    run: Run,
    known: number,
  ): boolean {
    return (
      this.newestRank() === known &&
      found?.state !== 'applied' &&
      (found?.statementsApplied ?? 0) === applied &&
      (found?.statementInFlight !== undefined) === (settled !== undefined) &&
      (settled === undefined || found?.runId === run.id) &&
      !this.history!.some(({ isLive, runId }) => isLive && runId !== run.id)
    );
  }

  private *runPortion(
    session: MemorySession,
    run: Run,
    { entry, settled, statements, looks, then, keepsSession, continuesSession }: Payload,
    found: HistoryEntry | undefined,
  ) {
    const goesOn = found?.state === 'running' && found.runId === run.id;
    let current: HistoryEntry = {
      ...entry,
      rank: goesOn ? found.rank : this.newestRank() + 1,
      state: 'running',
      statementsApplied: found?.statementsApplied ?? 0,
      appliedHash: found?.appliedHash ?? '',
      isLive: true,
      startedAt: '2026-01-02T03:04:05.000Z',
      databaseUser: 'admin_user',
      runId: run.id,
      toolVersion: run.toolVersion,
    };
    const save = (changes: Partial<HistoryEntry>): void => {
      current = { ...current, ...changes };
      this.history = this.history!.filter(({ version }) => version !== entry.version);
      this.history.push(current);
    };
    const checkpoint = (text: string): void => {
      // The same chain as hashStatements: a hash before the first text stays as it is.
      const appliedHash = hashStatements([current.appliedHash + text]);
      save({ statementsApplied: current.statementsApplied + 1, appliedHash });
    };
    const fail = (details: SqlErrorDetails): true => {
      // The history has no column for the position; JSON has no undefined.
      const recorded = JSON.stringify({ ...details, position: undefined });
      const failure = {
        statement: current.statementsApplied + 1,
        details: JSON.parse(recorded) as SqlErrorDetails,
      };
      save({ state: 'failed', isLive: false, failure });
      return true;
    };

    if (!continuesSession) session.kept.clear();
    if (settled?.failure !== undefined) return fail(settled.failure);
    if (settled !== undefined) checkpoint(settled.text);
    save({});
    for (const text of statements) {
      yield;
      try {
        session.run(text);
      } catch (error) {
        if (error instanceof SqlError) return fail(error.details);
        throw error;
      }
      checkpoint(text);
    }
    if (!keepsSession) session.kept.clear();
    if (then === 'end') save({ state: 'applied', isLive: false, appliedHash: '' });
    else {
      save({
        statementInFlight: current.statementsApplied + 1,
        ...(looks && { seenBefore: this.seen.state }),
      });
    }
    return false;
  }

  private newestRank(): number {
    return Math.max(0, ...(this.history ?? []).map(({ rank }) => rank));
  }
}

function withoutFlight(entry: HistoryEntry): HistoryEntry {
  const members = Object.entries(entry).filter(([name]) => name !== 'statementInFlight');
  return Object.fromEntries(members) as unknown as HistoryEntry;
}

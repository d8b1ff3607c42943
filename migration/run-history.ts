import type { Run } from './engine';
import { mergeHistory, newsIn, type HistoryEntry } from './history';
import type { Settled } from './settled';
import { ownVersions } from './summary';

/**
 * The schema history as a run reads it, and what the run has seen. One for all strategies of a run:
 * a statement that was settled under one must not be sent again under the next.
 */
export class RunHistory {
  /** In the order of their ends. */
  readonly applied: { readonly entry: HistoryEntry; readonly byAnotherRun: boolean }[] = [];
  /** How many changes of the history the run has seen. */
  newsCount = 0;
  /** Whether the run has applied anything, be it one statement. */
  hasProgressed = false;
  /** What the last statement without a transaction came to, until the history has it. */
  settled: Settled | undefined;

  private byVersion: ReadonlyMap<string, HistoryEntry>;

  constructor(
    private readonly run: Run,
    public entries: readonly HistoryEntry[],
  ) {
    this.byVersion = indexed(entries);
  }

  /**
   * Takes in another reading.
   *
   * @returns the entries that are not as they were
   */
  add(newer: readonly HistoryEntry[]): readonly HistoryEntry[] {
    const news = newsIn(this.entries, newer);
    this.newsCount += news.length;
    this.hasProgressed ||= news.some(
      (entry) => this.isOwn(entry) && entry.statementsApplied > this.appliedOf(entry.version),
    );
    this.entries = mergeHistory(this.entries, newer);
    this.byVersion = indexed(this.entries);
    this.applied.push(
      ...news
        .filter(({ state }) => state === 'applied')
        .map((entry) => ({ entry, byAnotherRun: !this.isOwn(entry) })),
    );
    return news;
  }

  isOwn({ runId }: HistoryEntry): boolean {
    return runId === this.run.id;
  }

  isApplied(version: string): boolean {
    return this.byVersion.get(version)?.state === 'applied';
  }

  /** Whether some statements of a script are applied, and not all. */
  isInPart(version: string): boolean {
    return !this.isApplied(version) && this.appliedOf(version) > 0;
  }

  private appliedOf(version: string): number {
    return this.byVersion.get(version)?.statementsApplied ?? 0;
  }

  /** Versions that this run applied itself. */
  ownVersions(): readonly string[] {
    return ownVersions(this.applied);
  }
}

function indexed(entries: readonly HistoryEntry[]): ReadonlyMap<string, HistoryEntry> {
  return new Map(entries.map((entry) => [entry.version, entry]));
}

import type { BatchItem } from './batches';
import type { Run } from './engine';
import { MigrationError, SqlError, StatementTimeoutError, UnknownOutcomeError } from './errors';
import type { HistoryEntry } from './history';
import type { Migration } from './migration';
import type { ReadScript, Session } from './ports';
import { StatementOutcomeError } from './run-errors';
import { readTexts } from './script-reader';
import type { Settled } from './settled';

/** A statement that runs alone, and the entry that has it in flight. */
export interface LoneStatement {
  readonly migration: Migration;
  readonly entry: HistoryEntry;
}

/** The statement of the run's own that is in flight, when it is one that runs alone. */
export function loneStatement(
  history: readonly HistoryEntry[],
  run: Run,
  items: readonly BatchItem[],
): LoneStatement | undefined {
  const entry = history.find(({ state, runId }) => state === 'running' && runId === run.id);
  if (entry?.statementInFlight === undefined) return undefined;
  const migration = items.find((item) => item.migration.version === entry.version)?.migration;
  const place = migration?.statements[entry.statementInFlight - 1];
  return migration !== undefined && place?.runsAlone === true ? { migration, entry } : undefined;
}

/**
 * Sends the statement by itself.
 *
 * @throws StatementOutcomeError when nobody knows how it ended
 */
export async function runAlone(
  context: { readonly readScript: ReadScript; readonly folder: string },
  session: Session,
  { migration, entry }: LoneStatement,
): Promise<Settled> {
  const { version } = entry;
  const number = entry.statementsApplied + 1;
  const { texts } = await readTexts(context.readScript, migration);
  try {
    await session.execute({ sql: texts[number - 1] ?? '', continueAfterTimeout: true });
    return { version, number };
  } catch (error) {
    if (error instanceof SqlError) return { version, number, failure: error.details };
    if (isOpenEnded(error)) {
      const line = migration.statements[number - 1]?.line ?? 1;
      const path = `${context.folder}/${migration.file}:${String(line)}`;
      throw new StatementOutcomeError(path, number, entry.statementsTotal, error);
    }
    // The call was refused before anything ran.
    if (error instanceof MigrationError) {
      return { version, number, failure: { message: error.message } };
    }
    throw error;
  }
}

/** True for a call whose work may have been done, or may go on. */
export function isOpenEnded(error: unknown): error is StatementTimeoutError | UnknownOutcomeError {
  return error instanceof StatementTimeoutError || error instanceof UnknownOutcomeError;
}

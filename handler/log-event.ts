import type { Wait } from '../data-api/call-patiently';
import type { HistoryEntry } from '../migration/history';
import type { MigrateEvent } from '../migration/migrate-context';

/** The part of a logger that is used; Powertools' logger is one. */
export interface EventLogger {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/**
 * One line for each script. No statement and no message of the database is logged,
 * since both may hold the user's data.
 */
export function logEvent(logger: EventLogger, event: MigrateEvent): void {
  switch (event.kind) {
    case 'planned':
      logger.info('planned', {
        pending: event.plan.pending.length,
        schemaVersion: event.plan.schemaVersion,
      });
      return;
    case 'slower':
      logger.info('slower', { refused: event.refused, strategy: event.strategy });
      return;
    case 'waiting':
      logger.info('waiting for another run', fieldsOf(event.entry));
      return;
    case 'still running':
      logger.info('still running in the database', { file: event.file });
      return;
    case 'applied':
      logger.info('applied', { ...fieldsOf(event.entry), byAnotherRun: event.byAnotherRun });
      return;
    case 'failed':
      logger.error('failed', {
        ...fieldsOf(event.entry),
        byAnotherRun: event.byAnotherRun,
        failedStatement: event.entry.failure?.statement,
        sqlState: event.entry.failure?.details.sqlState,
      });
      return;
  }
}

/** One line for each wait: for what, since when, until when. */
export function logWait(logger: EventLogger, wait: Wait): void {
  logger.info('waiting for the database', { ...wait });
}

function fieldsOf(entry: HistoryEntry): Readonly<Record<string, unknown>> {
  return {
    file: entry.file,
    version: entry.version,
    statements: entry.statementsTotal,
    statementsApplied: entry.statementsApplied,
    durationMs: entry.durationMs,
    runId: entry.runId,
  };
}

import type { HistoryEntry } from '../migration/history';
import type { Migration } from '../migration/migration';

/** One JSON document, on one line. */
export function toJsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** What the JSON of several commands says of a script in the folder. */
export function migrationJson({ file, version, description, checksum, statements }: Migration) {
  return { file, version, description, checksum, statements: statements.length };
}

/** What the JSON of several commands says of a script in the history. */
export function entryJson(entry: HistoryEntry) {
  const { failure } = entry;
  return {
    file: entry.file,
    version: entry.version,
    description: entry.description,
    checksum: entry.checksum,
    statements: entry.statementsTotal,
    statementsApplied: entry.statementsApplied,
    startedAt: entry.startedAt,
    ...(entry.finishedAt !== undefined && { finishedAt: entry.finishedAt }),
    ...(entry.durationMs !== undefined && { durationMs: entry.durationMs }),
    databaseUser: entry.databaseUser,
    runId: entry.runId,
    toolVersion: entry.toolVersion,
    ...(failure !== undefined && {
      failure: {
        ...(failure.statement !== undefined && { statement: failure.statement }),
        ...failure.details,
      },
    }),
  };
}

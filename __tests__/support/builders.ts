import { createHash } from 'node:crypto';
import type { HistoryEntry } from '../../migration/history';
import type { Manifest } from '../../migration/manifest';
import type { Migration } from '../../migration/migration';
import type { ReadScript } from '../../migration/ports';
import type { Witness } from '../../migration/witness';

/** A script as it lies in the folder: one statement a line, each with a semicolon. */
export interface Script {
  readonly migration: Migration;
  readonly content: Uint8Array;
}

export interface ScriptOptions {
  /** Numbers of the statements that run alone, from 1. */
  readonly alone?: readonly number[];
  /** By the number of the statement. */
  readonly witnesses?: Readonly<Record<number, Witness>>;
  readonly sharesSession?: boolean;
  /** @default the SHA-256 of the content */
  readonly checksum?: string;
}

/** @param file `V2__create_orders.sql` */
export function scriptOf(
  file: string,
  statements: readonly string[] = ['select 1'],
  { alone = [], witnesses = {}, sharesSession = false, checksum }: ScriptOptions = {},
): Script {
  const content = Buffer.from(statements.map((statement) => `${statement};\n`).join(''));
  const [, version = '', description = ''] = /^V([\d.]+)__(.*)\.sql$/.exec(file) ?? [];
  let start = 0;
  let line = 1;
  const places = statements.map((statement, index) => {
    const place = { start, end: start + Buffer.byteLength(statement), line, column: 1 };
    start = place.end + 2;
    line += statement.split('\n').length;
    const witness = witnesses[index + 1];
    return {
      ...place,
      runsAlone: alone.includes(index + 1),
      ...(witness !== undefined && { witness }),
    };
  });
  return {
    migration: {
      file,
      version,
      description: description.replaceAll('_', ' '),
      checksum: checksum ?? createHash('sha256').update(content).digest('hex'),
      statements: places,
      sharesSession,
    },
    content,
  };
}

export function manifestOf(...scripts: readonly Script[]): Manifest {
  return {
    format: 1,
    engine: 'aurora-postgresql',
    migrations: scripts.map(({ migration }) => migration),
  };
}

export function readerOf(...scripts: readonly Script[]): ReadScript {
  const contents = new Map(scripts.map(({ migration, content }) => [migration.file, content]));
  return (file) => {
    const content = contents.get(file);
    return content === undefined
      ? Promise.reject(new Error(`no ${file} in this test`))
      : Promise.resolve(content);
  };
}

/** The entry of a script that is applied, whole, in a run long ago. */
export function entryOf(
  script: Script,
  rank: number,
  changes: Partial<HistoryEntry> = {},
): HistoryEntry {
  return {
    ...startOf(script, rank),
    finishedAt: '2026-01-02T03:04:06.000Z',
    durationMs: 1000,
    ...changes,
  };
}

/** The entry of a script that stopped behind its first `statementsApplied` statements. */
export function failedEntryOf(
  script: Script,
  rank: number,
  changes: Partial<HistoryEntry> = {},
): HistoryEntry {
  const { statementsApplied = 0 } = changes;
  return entryOf(script, rank, {
    state: 'failed',
    statementsApplied,
    failure: {
      statement: statementsApplied + 1,
      details: { message: 'relation "purchases" does not exist', sqlState: '42P01' },
    },
    ...changes,
  });
}

/** The entry of a script whose run did not report its end. */
export function runningEntryOf(
  script: Script,
  rank: number,
  changes: Partial<HistoryEntry> = {},
): HistoryEntry {
  return { ...startOf(script, rank), state: 'running', statementsApplied: 0, ...changes };
}

function startOf({ migration }: Script, rank: number): HistoryEntry {
  return {
    rank,
    version: migration.version,
    description: migration.description,
    file: migration.file,
    checksum: migration.checksum,
    state: 'applied',
    statementsTotal: migration.statements.length,
    statementsApplied: migration.statements.length,
    appliedHash: '',
    isLive: false,
    startedAt: '2026-01-02T03:04:05.000Z',
    databaseUser: 'admin_user',
    runId: 'long-ago',
    toolVersion: '0.1.0',
  };
}

import { MigrationError } from './errors';
import type { HistoryEntry, StatementFailure } from './history';
import { locateFailure } from './locate-failure';
import type { Migration } from './migration';
import { sourceExcerpt } from './source-excerpt';
import { visibleLines } from './visible';

export interface ScriptFailure {
  readonly migration: Migration;
  readonly entry: HistoryEntry;
  readonly failure: StatementFailure;
  readonly content: Uint8Array;
  readonly texts: readonly string[];
  /** As people know it: `schema`. */
  readonly folder: string;
  /** The newest version that is whole; absent when there is none. */
  readonly schemaVersion?: string;
  /** Another run, at the same time, came to this failure. */
  readonly byAnotherRun: boolean;
  /** What the statement left half-way, a sentence each; absent when nobody could look. */
  readonly leftovers?: readonly string[];
}

/** A script failed. The message says where, why, what stays and what to do. */
export class ScriptFailedError extends MigrationError {
  override readonly name = 'ScriptFailedError';
  readonly file: string;
  readonly version: string;
  readonly statement: number | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly sqlState: string | undefined;
  readonly code: number | undefined;
  readonly statementsApplied: number;

  constructor(scriptFailure: ScriptFailure) {
    const { migration, failure, entry, texts } = scriptFailure;
    const location = locateFailure(migration, texts, failure);
    super(
      [headline(scriptFailure), place(scriptFailure, location), outcome(scriptFailure)].join(
        '\n\n',
      ),
    );
    this.file = migration.file;
    this.version = migration.version;
    this.statement = failure.statement;
    this.line = location?.line;
    this.column = location?.column;
    this.sqlState = failure.details.sqlState;
    this.code = failure.details.code;
    this.statementsApplied = entry.statementsApplied;
  }
}

function headline({ migration, entry, failure, byAnotherRun }: ScriptFailure): string {
  const where =
    failure.statement === undefined
      ? 'at its end, when deferred constraints were checked'
      : `at statement ${failure.statement} of ${entry.statementsTotal}`;
  const who = byAnotherRun ? ' in another run at the same time' : '';
  return `V${migration.version} ${migration.description} failed ${where}${who}.`;
}

function place(
  { folder, migration, content, failure }: ScriptFailure,
  location: ReturnType<typeof locateFailure>,
): string {
  const { message, sqlState, code, detail, hint } = failure.details;
  const label = code ?? sqlState;
  const path = `${folder}/${migration.file}`;
  return [
    location === undefined ? path : `${path}:${location.line}:${location.column}`,
    ...(location === undefined ? [] : [sourceExcerpt(content, location)]),
    visibleLines(label === undefined ? message : `${message} (${label})`),
    ...(detail === undefined ? [] : [visibleLines(`Detail: ${detail}`)]),
    ...(hint === undefined ? [] : [visibleLines(`Hint: ${hint}`)]),
  ].join('\n');
}

function outcome(scriptFailure: ScriptFailure): string {
  const { migration, entry, schemaVersion } = scriptFailure;
  const { version } = migration;
  const { statementsApplied } = entry;
  const traces = tracesLeft(scriptFailure);
  if (statementsApplied === 0) {
    const nothing = traces === '' ? 'Nothing' : 'No other statement';
    const stays = schemaVersion === undefined ? '' : `; V${schemaVersion} stays`;
    return `${traces}${nothing} of V${version} was applied${stays}. Fix the script and run again.`;
  }
  const applied =
    statementsApplied === 1
      ? `The first statement of V${version} is applied and stays`
      : `The first ${String(statementsApplied)} statements of V${version} are applied and stay`;
  return (
    `${traces}${applied}. Fix the script${placeOfNext(migration, statementsApplied)}, leave what ` +
    'is above as it is, and run again: it goes on there.'
  );
}

/** What fails outside of a transaction may leave a part of its work. */
function tracesLeft({ failure, texts, leftovers }: ScriptFailure): string {
  if (leftovers !== undefined) return leftovers.map((leftover) => `${leftover} `).join('');
  const { statement } = failure;
  if (statement === undefined || !outsideTransaction.test(texts[statement - 1] ?? '')) return '';
  return (
    `Statement ${String(statement)} runs outside of a transaction: look whether it left something ` +
    'half-way (an invalid index, what a block had committed), and remove that first. '
  );
}

const outsideTransaction = /\bconcurrently\b|^do\b[^]*\bcommit\b/i;

function placeOfNext({ statements }: Migration, statementsApplied: number): string {
  const next = statements[statementsApplied];
  if (next === undefined) return '';
  const line = `line ${String(next.line)}`;
  return statements[statementsApplied - 1]?.line === next.line
    ? ` from ${line}, column ${String(next.column)} on`
    : ` from ${line} on`;
}

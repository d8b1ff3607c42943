import type { HistoryEntry } from '../migration/history';
import type { PendingMigration } from '../migration/plan';
import type { Colors } from './colors';
import { counted, formatDuration, padEnd, padStart, widthOf } from './format';

/** Rows about pending scripts, written one at a time and yet aligned. */
export class ScriptRows {
  private readonly pending: ReadonlyMap<string, PendingMigration>;
  private readonly widths: Readonly<Record<'version' | 'description' | 'extent', number>>;

  constructor(
    pending: readonly PendingMigration[],
    private readonly colors: Colors,
  ) {
    this.pending = new Map(pending.map((script) => [script.migration.version, script]));
    this.widths = {
      version: widest(pending.map(({ migration }) => `V${migration.version}`)),
      description: widest(pending.map(({ migration }) => migration.description)),
      extent: widest(pending.map(extentOf)),
    };
  }

  /** `V2  create orders  4 statements` */
  planned(script: PendingMigration): string {
    return this.row(script.migration, extentOf(script));
  }

  /** `V2  create orders  4 statements   41 ms  ✓` */
  applied(entry: HistoryEntry, byAnotherRun: boolean): string {
    const { green, dim } = this.colors;
    const script = this.pending.get(entry.version);
    const extent = script ? extentOf(script) : counted(entry.statementsTotal, 'statement');
    const time = padStart(formatDuration(entry.durationMs ?? 0), durationWidth);
    const who = byAnotherRun ? '  by another run' : '';
    const rest = `${padEnd(extent, this.widths.extent)}  ${dim(time)}  ${green('✓')}${who}`;
    return this.row(entry, rest);
  }

  /** `V2  create orders  ✗ failed at statement 3 of 4` */
  failed(entry: HistoryEntry, byAnotherRun: boolean): string {
    const number = entry.failure?.statement;
    const where =
      number === undefined ? 'its end' : `statement ${number} of ${entry.statementsTotal}`;
    const who = byAnotherRun ? ', in another run' : '';
    return this.row(entry, this.colors.red(`✗ failed at ${where}${who}`));
  }

  private row(
    { version, description }: { readonly version: string; readonly description: string },
    rest: string,
  ): string {
    const name = this.colors.bold(`V${version}`);
    return `  ${padEnd(name, this.widths.version)}  ${padEnd(description, this.widths.description)}  ${rest}\n`;
  }
}

const durationWidth = '999.9 s'.length;

function extentOf({ migration, statementsApplied }: PendingMigration): string {
  const all = counted(migration.statements.length, 'statement');
  return statementsApplied === 0 ? all : `${all}, from the ${ordinal(statementsApplied + 1)} on`;
}

/** `1st`, `2nd`, `3rd`, `11th` */
function ordinal(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1;
  const ending = isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10];
  return `${String(number)}${ending ?? 'th'}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf));
}

import type { MigrateEvent } from '../migration/migrate-context';
import { colorsOf } from './colors';
import type { SchemaContext } from './context';
import type { Environment } from './environment';
import type { Progress } from './progress';
import { ScriptRows } from './script-rows';
import { describeTarget } from './target';

type Applied = MigrateEvent & { readonly kind: 'applied' };

/** Tells how a run goes, as it goes. */
export class MigrateReport {
  private readonly collected: Applied[] = [];
  private rows: ScriptRows;
  private isBegun = false;

  constructor(
    private readonly environment: Environment,
    private readonly progress: Progress,
    private readonly options: { readonly json: boolean },
  ) {
    this.rows = new ScriptRows([], this.colors);
  }

  /** Scripts applied so far. */
  get applied(): readonly Applied[] {
    return this.collected;
  }

  get hasBegun(): boolean {
    return this.isBegun;
  }

  begin({ folder, target }: SchemaContext): void {
    this.isBegun = true;
    this.write(`${folder} → ${describeTarget(target)}\n`);
  }

  tell(event: MigrateEvent): void {
    switch (event.kind) {
      case 'planned': {
        const { pending } = event.plan;
        this.rows = new ScriptRows(pending, this.colors);
        if (pending.length > 0) this.write(`\n  ${String(pending.length)} pending\n`);
        return;
      }
      case 'slower':
        this.write(`  The database refuses ${event.refused}, so it is ${event.strategy}\n`);
        return;
      case 'waiting': {
        const { version, runId, databaseUser } = event.entry;
        this.progress.show(`another run (${runId}, by ${databaseUser}) works on V${version}`);
        return;
      }
      case 'still running':
        this.progress.show(`${event.file} is still running in the database`);
        return;
      case 'applied':
        this.collected.push(event);
        this.write(`  ${this.rows.applied(event.entry, event.byAnotherRun)}`);
        return;
      case 'failed':
        this.write(`  ${this.rows.failed(event.entry, event.byAnotherRun)}`);
        return;
    }
  }

  end(message: string): string {
    return `\n  ${message}\n`;
  }

  private get colors() {
    return colorsOf(this.environment.stdout, this.environment.variables);
  }

  private write(text: string): void {
    this.progress.clear();
    if (!this.options.json) this.environment.stdout.write(text);
  }
}

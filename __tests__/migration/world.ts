import type { Run } from '../../migration/engine';
import { migrate } from '../../migration/migrate';
import type { MigrateContext, MigrateEvent } from '../../migration/migrate-context';
import { summarize } from '../../migration/summary';
import { manifestOf, readerOf, type Script } from '../support/builders';
import { MemoryDatabase } from './memory-database';
import { MemoryEngine } from './memory-engine';

/** A database and what a test sees of the runs that work on it. */
export class World {
  readonly database = new MemoryDatabase();
  readonly engine = new MemoryEngine(this.database);
  /** What happened, one line each: `applied V1`. */
  readonly events: string[] = [];
  now = 0;

  /** Migrates as a run of the name `run-a` and tells what it did, in a sentence. */
  async migrate(
    scripts: readonly Script[],
    context: Partial<MigrateContext> = {},
  ): Promise<string> {
    return summarize(
      await migrate({
        database: this.database,
        engine: this.engine,
        manifest: manifestOf(...scripts),
        readScript: readerOf(...scripts),
        run: runA,
        folder: 'schema',
        clock: {
          now: () => this.now,
          sleep: (durationMs) => {
            this.now += durationMs;
            this.engine.tick();
            return Promise.resolve();
          },
        },
        maxPayloadBytes: 10_000,
        onEvent: (event) => {
          this.events.push(textOf(event));
        },
        ...context,
      }),
    );
  }

  /** State and applied statements by version, in the order of the ranks. */
  get states(): readonly string[] {
    return (this.engine.history ?? [])
      .toSorted((a, b) => a.rank - b.rank)
      .map((entry) => `V${entry.version} ${entry.state} ${String(entry.statementsApplied)}`);
  }
}

export const runA: Run = { id: 'run-a', toolVersion: '0.1.0' };
export const runB: Run = { id: 'run-b', toolVersion: '0.1.0' };

function textOf(event: MigrateEvent): string {
  switch (event.kind) {
    case 'planned':
      return `planned ${String(event.plan.pending.length)}`;
    case 'slower':
      return `${event.strategy}, without ${event.refused}`;
    case 'waiting':
      return `waiting for V${event.entry.version}`;
    case 'still running':
      return `${event.file} still running`;
    case 'applied':
    case 'failed':
      return `${event.kind} V${event.entry.version}${event.byAnotherRun ? ' by another run' : ''}`;
  }
}

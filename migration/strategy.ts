import type { Engine } from './engine';
import { MigrationError } from './errors';

/**
 * How much of the work a call takes. A run begins with the first that its engine has, and turns to a
 * slower one, for good, when the database refuses what the faster one needs.
 */
export type Strategy = 'all scripts in one call' | 'one script per call' | 'one statement per call';

/** The database refused what a strategy needs, before anything had run. */
export class StrategyRefusedError extends MigrationError {
  override readonly name = 'StrategyRefusedError';

  constructor(
    /** The same engine with the next strategy. */
    readonly instead: Engine,
    /** What was refused: `COMMIT in a procedure`. */
    readonly refused: string,
    cause: Error,
  ) {
    super(`The database refuses ${refused}: ${cause.message}`, { cause });
  }
}

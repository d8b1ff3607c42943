import type { EngineName } from '../../migration/migration';
import { NoAnswerError, type Line } from './line';
import { reasonOf, textOf, type Outcome } from './outcome';
import type { Place } from './rights';
import { mysqlScratch } from './scratch-mysql';
import { postgresqlScratch } from './scratch-postgresql';

/** Something that the doctor made. */
export interface Leftover {
  readonly kind: string;
  /** As a statement takes it. */
  readonly name: string;
}

/** How one engine finds and removes what the doctor made. */
export interface ScratchSql {
  /** Rows of kind and name of all that begins with `:base`. */
  readonly find: string;
  /** Rows of the number of a statement with `:base` in its text that still runs. */
  readonly findRunning: string;
  stop(id: string): string;
  drop(leftover: Leftover): string;
  nameOf(base: string, place: Place, what: string): string;
}

export const scratchSql: Readonly<Record<EngineName, ScratchSql>> = {
  'aurora-postgresql': postgresqlScratch,
  'aurora-mysql': mysqlScratch,
};

/** What begins with `base`. */
export async function findLeftovers(
  line: Line,
  engine: EngineName,
  base: string,
): Promise<readonly Leftover[]> {
  const found = await line.call({ sql: scratchSql[engine].find, parameters: { base } });
  return rowsOf(found).map(([kind = '', name = '']) => ({ kind, name }));
}

export async function findRunning(
  line: Line,
  engine: EngineName,
  base: string,
): Promise<readonly string[]> {
  const found = await line.call({ sql: scratchSql[engine].findRunning, parameters: { base } });
  return rowsOf(found).map(([id = '']) => id);
}

/** Ends our statements that still run. */
export async function stopRunning(line: Line, engine: EngineName, base: string): Promise<void> {
  for (const id of await findRunning(line, engine, base)) {
    await line.call({ sql: scratchSql[engine].stop(id) });
  }
}

/** Drops all that begins with `base`; what is still there afterwards is returned. */
export async function dropAll(
  line: Line,
  engine: EngineName,
  base: string,
): Promise<readonly Leftover[]> {
  for (const leftover of await findLeftovers(line, engine, base)) {
    await line.call({ sql: scratchSql[engine].drop(leftover) });
  }
  return findLeftovers(line, engine, base);
}

function rowsOf(found: Outcome): readonly (readonly string[])[] {
  if (found.kind !== 'result') throw new NoAnswerError(reasonOf(found));
  return found.rows.map((row) => row.map(textOf));
}

import type { LocalDataApiOptions } from '../../local/server';
import type { EngineName } from '../../migration/migration';
import type { Files } from '../support/schema-folder';

/** Scripts of one kind, which the matrix applies under every fault. */
export interface ScriptSet {
  readonly name: string;
  readonly engine: EngineName;
  /** DML leaves a mark in the table `witness`: `insert into witness values ('V2-1')`. */
  readonly files: Files;
  /** Small, so that the scripts take several calls. @default 1,500 */
  readonly maxPayloadBytes?: number;
  /** Whether the calls that make the schema history have faults too. @default false */
  readonly hasFaultyInstall?: boolean;
  /** What the service refuses, so that the runs take a slower way. @default nothing */
  readonly switches?: NonNullable<LocalDataApiOptions['switches']>;
}

/** Those of the sets that are named, with a service that refuses something. */
export function slowerSets(
  sets: readonly ScriptSet[],
  names: readonly string[],
  way: string,
  switches: NonNullable<ScriptSet['switches']>,
): readonly ScriptSet[] {
  return sets.flatMap((set) =>
    names.includes(set.name) ? [{ ...set, name: `${set.name}, ${way}`, switches }] : [],
  );
}

/** The marks that a statement leaves in the table `witness`. */
export function marksOf(statement: string): readonly string[] {
  return [...statement.matchAll(/'(V[\d.]+-\d+)'/g)].flatMap(([, mark]) => mark ?? []);
}

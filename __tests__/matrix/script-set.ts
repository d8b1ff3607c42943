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
}

/** The marks that a statement leaves in the table `witness`. */
export function marksOf(statement: string): readonly string[] {
  return [...statement.matchAll(/'(V[\d.]+-\d+)'/g)].flatMap(([, mark]) => mark ?? []);
}

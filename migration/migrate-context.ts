import type { Engine, Run } from './engine';
import type { HistoryEntry } from './history';
import type { Manifest } from './manifest';
import type { Plan } from './plan';
import type { Clock, Database, ReadScript } from './ports';
import type { Strategy } from './strategy';

export interface MigrateContext {
  readonly database: Database;
  readonly engine: Engine;
  readonly manifest: Manifest;
  readonly readScript: ReadScript;
  readonly run: Run;
  /** The scripts' folder as people know it, for messages: `schema`. */
  readonly folder: string;
  readonly clock: Clock;
  /** The most that one call's payload may take, in bytes as serialized. */
  readonly maxPayloadBytes: number;
  /**
   * When to stop waiting for other runs and for long statements, in milliseconds since 1970.
   *
   * @default never
   */
  readonly deadline?: number;
  /**
   * How long the service gives a call, in milliseconds. A statement whose call got lost cannot begin
   * any more when this has passed.
   *
   * @default 45_000
   */
  readonly callTimeoutMs?: number;
  /** @default false */
  readonly outOfOrder?: boolean;
  /** @default nobody listens */
  readonly onEvent?: (event: MigrateEvent) => void;
}

export type MigrateEvent =
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      /** What is applied from now on has a higher rank. */
      readonly settledRank: number;
    }
  | { readonly kind: 'slower'; readonly refused: string; readonly strategy: Strategy }
  | { readonly kind: 'waiting'; readonly entry: HistoryEntry }
  | { readonly kind: 'still running'; readonly file: string }
  | { readonly kind: 'applied'; readonly entry: HistoryEntry; readonly byAnotherRun: boolean }
  | { readonly kind: 'failed'; readonly entry: HistoryEntry; readonly byAnotherRun: boolean };

export interface MigrateResult {
  /** Scripts applied while this run worked, by it or by another one, in their order. */
  readonly applied: readonly { readonly entry: HistoryEntry; readonly byAnotherRun: boolean }[];
  /** The highest version applied; absent for an empty database. */
  readonly schemaVersion?: string;
}

import type { EngineName } from '../../../migration/migration';
import type { Script } from '../script';
import type { WorkloadName } from '../workloads';

/** Something that applies scripts. */
export interface Peer {
  readonly name: string;
  readonly engines: readonly EngineName[];
  /** `scale`: on a connection of its own, without a Data API, to show what the database takes. */
  readonly kind: 'ours' | 'peer' | 'scale';
  /** What it cannot do, and why; the benchmark tries it nevertheless, and objects when it can. */
  cannot(workload: WorkloadName, engine: EngineName): string | undefined;
  /** Makes everything ready that a deployment would find ready. */
  prepare(work: Work): Promise<PreparedRun>;
}

export interface Work {
  readonly scripts: readonly Script[];
  /** An empty folder. */
  readonly folder: string;
  readonly target: Target;
}

export interface PreparedRun {
  /** What is timed. Rejects when it did not apply everything. */
  readonly migrate: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A database, and the Data API before it. */
export interface Target {
  readonly engine: EngineName;
  /** Of the database itself. */
  readonly url: string;
  readonly endpoint: string;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
}

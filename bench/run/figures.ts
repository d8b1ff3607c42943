import type { EngineName } from '../../migration/migration';
import type { Outcome } from './measure';
import type { Peer } from './peers/peer';
import type { ColdStart } from './process/cold-start';
import type { Memory } from './process/memory';
import type { WorkloadName } from './workloads';

/** How one peer did with one workload on one engine. */
export interface Cell {
  readonly engine: EngineName;
  readonly workload: WorkloadName;
  readonly title: string;
  readonly peer: string;
  readonly kind: Peer['kind'];
  readonly outcome: Outcome | { readonly kind: 'wrong'; readonly why: string };
}

/** All that a run of the benchmark found. */
export interface Figures {
  readonly machine: {
    readonly cores: number;
    readonly memoryGb: number;
    readonly node: string;
  };
  readonly latencyMs: number;
  readonly cells: readonly Cell[];
  readonly coldStarts: readonly ColdStart[];
  readonly memory: readonly Memory[];
}

export type DoneCell = Cell & { readonly outcome: Extract<Outcome, { readonly kind: 'done' }> };

export function isDone(cell: Cell): cell is DoneCell {
  return cell.outcome.kind === 'done';
}

/** Those of one workload on one engine. */
export function cellsOf(
  cells: readonly Cell[],
  engine: EngineName,
  workload: WorkloadName,
): readonly Cell[] {
  return cells.filter((cell) => cell.engine === engine && cell.workload === workload);
}

/** The time of the fastest peer over the Data API; undefined when there is none. */
export function fastestPeerMs(cells: readonly Cell[]): number | undefined {
  const times = cells.flatMap((cell) =>
    isDone(cell) && cell.kind === 'peer' ? [cell.outcome.wallMs] : [],
  );
  return times.length === 0 ? undefined : Math.min(...times);
}

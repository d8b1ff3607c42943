import type { EngineName } from '../../migration/migration';
import { type Cell, cellsOf, type DoneCell, fastestPeerMs, isDone } from './figures';
import type { WorkloadName } from './workloads';

export interface Goal {
  readonly text: string;
  readonly found: string;
  readonly isReached: boolean;
}

/** What we want of ourselves, as far as it was measured. */
export function goalsOf(cells: readonly Cell[]): readonly Goal[] {
  return [
    ...engineGoals(cells, 'aurora-postgresql', 'nothing-pending', oneCall),
    ...engineGoals(cells, 'aurora-mysql', 'nothing-pending', oneCall),
    ...engineGoals(cells, 'aurora-postgresql', '1000x5', sixCalls),
    ...engineGoals(cells, 'aurora-postgresql', '1000x5', twentyTimesFaster),
    ...fewerCalls(cells, 'aurora-mysql'),
  ];
}

type Judge = (ours: DoneCell, cells: readonly Cell[]) => Goal | undefined;

const oneCall: Judge = ({ engine, outcome: { traffic } }) => ({
  text: `nothing pending on ${engine}: 1 call`,
  found: callsIn(traffic.calls),
  isReached: traffic.calls === 1,
});

const sixCalls: Judge = ({ engine, outcome: { traffic } }) => ({
  text: `1,000 × 5 on ${engine}: at most 6 calls`,
  found: callsIn(traffic.calls),
  isReached: traffic.calls <= 6,
});

const twentyTimesFaster: Judge = ({ engine, outcome }, cells) => {
  const fastest = fastestPeerMs(cells);
  if (fastest === undefined) return undefined;
  const times = fastest / outcome.wallMs;
  return {
    text: `1,000 × 5 on ${engine}: at least 20 times as fast as the fastest peer`,
    found: `${times.toFixed(1)} times`,
    isReached: times >= 20,
  };
};

function engineGoals(
  all: readonly Cell[],
  engine: EngineName,
  workload: WorkloadName,
  judge: Judge,
): readonly Goal[] {
  const cells = cellsOf(all, engine, workload);
  const ours = cells.filter(isDone).find(({ kind }) => kind === 'ours');
  const goal = ours === undefined ? undefined : judge(ours, cells);
  return goal === undefined ? [] : [goal];
}

/** Of all workloads and peers, the one that comes closest to us. */
function fewerCalls(all: readonly Cell[], engine: EngineName): readonly Goal[] {
  const done = all.filter(isDone).filter((cell) => cell.engine === engine);
  const found = done
    .filter(({ kind }) => kind === 'peer')
    .flatMap((peer) => {
      const ours = done.find(({ kind, workload }) => kind === 'ours' && workload === peer.workload);
      if (ours === undefined) return [];
      return [{ peer, times: peer.outcome.traffic.calls / ours.outcome.traffic.calls }];
    })
    .toSorted((a, b) => a.times - b.times);
  const [closest] = found;
  if (closest === undefined) return [];
  const { peer, times } = closest;
  return [
    {
      text: `every workload on ${engine}: at least 5 times fewer calls than any peer`,
      found: `${times.toFixed(1)} times at least (${peer.peer}, ${peer.title})`,
      isReached: times >= 5,
    },
  ];
}

function callsIn(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

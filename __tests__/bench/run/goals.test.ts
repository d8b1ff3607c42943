import type { Cell } from '../../../bench/run/figures';
import { goalsOf } from '../../../bench/run/goals';

function cell(
  engine: Cell['engine'],
  kind: Cell['kind'],
  calls: number,
  wallMs: number,
  workload: Cell['workload'] = '1000x5',
): Cell {
  const traffic = { calls, bytes: 1 };
  return {
    engine,
    workload,
    title: 'title',
    peer: kind,
    kind,
    outcome: { kind: 'done', traffic, wallMs },
  };
}

describe('goalsOf', () => {
  it('holds us against the fastest peer over the Data API', () => {
    const goals = goalsOf([
      cell('aurora-postgresql', 'ours', 6, 1000),
      cell('aurora-postgresql', 'peer', 5000, 30_000),
      cell('aurora-postgresql', 'peer', 9000, 19_000),
      cell('aurora-postgresql', 'scale', 0, 100),
    ]);

    expect(goals).toEqual([
      {
        text: '1,000 × 5 on aurora-postgresql: at most 6 calls',
        found: '6 calls',
        isReached: true,
      },
      {
        text: '1,000 × 5 on aurora-postgresql: at least 20 times as fast as the fastest peer',
        found: '19.0 times',
        isReached: false,
      },
    ]);
  });

  it('counts calls on MySQL where a peer comes closest', () => {
    const goals = goalsOf([
      cell('aurora-mysql', 'ours', 2, 1000, 'nothing-pending'),
      cell('aurora-mysql', 'peer', 9, 1000, 'nothing-pending'),
      cell('aurora-mysql', 'ours', 9, 1000),
      cell('aurora-mysql', 'peer', 5000, 1000),
    ]);

    expect(goals).toEqual([
      { text: 'nothing pending on aurora-mysql: 1 call', found: '2 calls', isReached: false },
      {
        text: 'every workload on aurora-mysql: at least 5 times fewer calls than any peer',
        found: '4.5 times at least (peer, title)',
        isReached: false,
      },
    ]);
  });
});

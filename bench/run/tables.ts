import type { EngineName } from '../../migration/migration';
import { cellsOf, fastestPeerMs, type Cell, type Figures } from './figures';
import { goalsOf } from './goals';
import { heapLimitMb } from './process/memory';
import { workloadNames } from './workloads';

/** A table, as people read it. All columns but the first `texts` hold numbers. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly texts: number;
  readonly rows: readonly (readonly string[])[];
}

export function tablesOf(figures: Figures): readonly Table[] {
  const engines = [...new Set(figures.cells.map(({ engine }) => engine))];
  return [
    ...engines.map((engine) => peersTable(figures.cells, engine)),
    goalsTable(figures),
    coldStartTable(figures),
    memoryTable(figures),
  ].filter(({ rows }) => rows.length > 0);
}

/** What cannot be done, and why: each reason once, in the order of the tables. */
export function reasonsOf({ cells }: Figures): readonly string[] {
  const reasons = cells.flatMap(({ peer, title, outcome }) =>
    outcome.kind === 'cannot' ? [`${peer} cannot do "${title}": ${outcome.why}`] : [],
  );
  return [...new Set(reasons)];
}

function peersTable(all: readonly Cell[], engine: EngineName): Table {
  const rows = workloadNames.flatMap((workload) => {
    const cells = cellsOf(all, engine, workload);
    const fastest = fastestPeerMs(cells);
    return cells.map(({ title, peer, kind, outcome }, index) => {
      const first = [index === 0 ? title : '', peer];
      if (outcome.kind !== 'done') return [...first, outcome.kind, '', '', ''];
      const { traffic, wallMs } = outcome;
      const isCounted = kind !== 'scale';
      return [
        ...first,
        isCounted ? grouped(traffic.calls) : '–',
        isCounted ? bytes(traffic.bytes) : '–',
        seconds(wallMs),
        fastest === undefined || !isCounted ? '–' : `${(fastest / wallMs).toFixed(1)} ×`,
      ];
    });
  });
  return {
    title: engine,
    columns: ['workload', 'with', 'calls', 'bytes', 'time', 'as fast as the fastest peer'],
    texts: 2,
    rows,
  };
}

function goalsTable({ cells }: Figures): Table {
  const rows = goalsOf(cells).map(({ text, found, isReached }) => [
    text,
    found,
    isReached ? 'reached' : 'not reached',
  ]);
  return { title: 'Goals', columns: ['goal', 'found', ''], texts: 3, rows };
}

function coldStartTable({ coldStarts }: Figures): Table {
  const [first] = coldStarts;
  const rows = (first?.phases ?? []).map(({ name }, index) => [
    name,
    ...coldStarts.map(({ phases }) => milliseconds(phases[index]?.ms ?? NaN)),
  ]);
  const total = ['to the first call', ...coldStarts.map((one) => milliseconds(one.firstCallMs))];
  return {
    title: 'Cold start',
    columns: ['', ...coldStarts.map(({ scripts }) => `${grouped(scripts)} scripts`)],
    texts: 1,
    rows: first === undefined ? [] : [...rows, total],
  };
}

function memoryTable({ memory }: Figures): Table {
  return {
    title: `Memory and time by size, with Node.js's heap limited to ${heapLimitMb} MB`,
    columns: ['engine', 'applied', 'heap', 'whole process', 'time', 'calls'],
    texts: 2,
    rows: memory.map(({ engine, title, heapBytes, peakMemoryBytes, wallMs, traffic }) => [
      engine,
      title,
      bytes(heapBytes),
      bytes(peakMemoryBytes),
      seconds(wallMs),
      grouped(traffic.calls),
    ]),
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function bytes(count: number): string {
  return count < 1_000_000
    ? `${(count / 1000).toFixed(1)} kB`
    : `${(count / 1_000_000).toFixed(1)} MB`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}

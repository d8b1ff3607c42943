import { formatTable } from '../cli/table';
import type { EngineName } from '../migration/migration';
import { median } from './median';
import type { OutputSizes } from './output-sizes';
import type { Run } from './run-app';

export interface SynthMeasured {
  readonly scripts: number;
  readonly runs: readonly Run[];
  readonly sizes: OutputSizes;
}

export interface SynthReport {
  readonly engine: EngineName;
  readonly measured: readonly SynthMeasured[];
  readonly figures: readonly Figure[];
}

interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'bytes' | 'count';
  /** The median of the runs, by number of scripts. */
  readonly values: readonly number[];
  /** What a script of the last number costs, over one of the number before; 1 is linear. */
  readonly growth: number | null;
}

export function reportOf(engine: EngineName, measured: readonly SynthMeasured[]): SynthReport {
  const scripts = measured.map((one) => one.scripts);
  const figures = figureKinds.map(({ name, unit, of }): Figure => {
    const values = measured.map(of);
    return { name, unit, values, growth: growthOf(scripts, values) };
  });
  return { engine, measured, figures };
}

const figureKinds: readonly (Pick<Figure, 'name' | 'unit'> & {
  readonly of: (measured: SynthMeasured) => number;
})[] = [
  { name: 'wall time', unit: 'ms', of: ({ runs }) => median(runs.map((run) => run.wallMs)) },
  { name: 'CPU time', unit: 'ms', of: ({ runs }) => median(runs.map((run) => run.cpuMs)) },
  {
    name: 'peak memory',
    unit: 'bytes',
    of: ({ runs }) => median(runs.map((run) => run.peakMemoryBytes)),
  },
  { name: 'configuration', unit: 'bytes', of: ({ sizes }) => sizes.configuration },
  { name: 'layer', unit: 'bytes', of: ({ sizes }) => sizes.layer },
  { name: 'layer, zipped', unit: 'bytes', of: ({ sizes }) => sizes.layerZipped },
  { name: 'function', unit: 'bytes', of: ({ sizes }) => sizes.bundle },
  { name: 'function, zipped', unit: 'bytes', of: ({ sizes }) => sizes.bundleZipped },
  { name: 'resources and data sources', unit: 'count', of: ({ sizes }) => sizes.resources },
];

function growthOf(scripts: readonly number[], values: readonly number[]): number | null {
  const perScript = (index: number): number =>
    ((values.at(index) ?? NaN) - (values[0] ?? NaN)) /
    ((scripts.at(index) ?? NaN) - (scripts[0] ?? NaN));
  const growth = perScript(-1) / perScript(-2);
  return Number.isFinite(growth) ? growth : null;
}

export interface Machine {
  readonly node: string;
  readonly cores: number;
  readonly runs: number;
}

export function formatReports(machine: Machine, reports: readonly SynthReport[]): string {
  const { node, cores, runs } = machine;
  return [
    ...reports.map(formatReport),
    `Medians of ${runs} runs on ${cores} cores with Node.js ${node}, each in a process and an`,
    'empty folder of its own. Growth: what a script of the last column costs, over what one of',
    'the column before costs; 1 is linear.',
  ].join('\n');
}

function formatReport({ engine, measured, figures }: SynthReport): string {
  const counts = measured.map(({ scripts }) => scripts);
  const table = formatTable(
    [
      { title: engine },
      ...counts.map((count) => ({ title: grouped(count), align: 'right' as const })),
      { title: 'growth', align: 'right' },
    ],
    figures.map(({ name, unit, values, growth }) => [
      name,
      ...values.map((value) => formatValue(unit, value)),
      growth === null ? '' : growth.toFixed(2),
    ]),
  );
  const [wall] = figures;
  const more = ((wall?.values.at(-1) ?? NaN) - (wall?.values[0] ?? NaN)) / 1000;
  const [first = NaN] = counts;
  const last = counts.at(-1) ?? NaN;
  return `${table}${grouped(last)} scripts take ${more.toFixed(2)} s more than ${grouped(first)}.\n`;
}

function formatValue(unit: Figure['unit'], value: number): string {
  switch (unit) {
    case 'ms':
      return `${(value / 1000).toFixed(2)} s`;
    case 'bytes':
      return value < 1_048_576
        ? `${(value / 1024).toFixed(1)} KiB`
        : `${(value / 1_048_576).toFixed(1)} MiB`;
    case 'count':
      return String(value);
  }
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

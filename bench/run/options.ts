import { parseArgs } from 'node:util';
import { engineNames, type EngineName } from '../../migration/migration';
import type { Peer } from './peers/peer';
import { peers } from './peers/peers';
import { workloadNames, type WorkloadName } from './workloads';

export const parts = ['peers', 'cold-start', 'memory'] as const;
export type Part = (typeof parts)[number];

export interface Options {
  readonly parts: readonly Part[];
  readonly engines: readonly EngineName[];
  readonly workloads: readonly WorkloadName[];
  readonly peers: readonly Peer[];
  readonly runs: number;
  readonly latencyMs: number;
  readonly json: boolean;
  /** Files with the figures of earlier runs; nothing is measured when there are any. */
  readonly from: readonly string[];
  /** Writes docs/performance.md. */
  readonly writes: boolean;
}

export const usage = `Usage: npm run bench -- [options]
  --part PART           ${parts.join(', ')}
  --engine ENGINE       ${engineNames.join(', ')}
  --workload WORKLOAD   ${workloadNames.join(', ')}
  --peer NAME           a part of its name: ours, drizzle, kysely, statement, driver
  --runs NUMBER         the median of so many runs counts (default 3)
  --latency MS          added to each call of the Data API (default 20)
  --json                prints the figures as JSON
  --from FILE           takes what earlier runs have printed with --json, and measures nothing
  --write               writes them into docs/performance.md; takes no filters
  --help                prints this
The first four and --from can be given several times; the four choose all without it.
`;

/**
 * @returns undefined when it is help that is asked for
 * @throws Error what is wrong, in a line
 */
export function readOptions(parameters: readonly string[]): Options | undefined {
  const { values } = parseArgs({ args: [...parameters], options });
  if (values.help) return undefined;
  const chosen = {
    parts: choose('part', parts, values.part),
    engines: choose('engine', engineNames, values.engine),
    workloads: choose('workload', workloadNames, values.workload),
    peers: choosePeers(values.peer),
  };
  const filters = [values.part, values.engine, values.workload, values.peer];
  if (values.write && filters.some((filter) => filter !== undefined)) {
    throw new Error('--write takes no filters: the document has all figures or none');
  }
  return {
    ...chosen,
    runs: readNumber('runs', values.runs, 1),
    latencyMs: readNumber('latency', values.latency, 0),
    json: values.json,
    from: values.from,
    writes: values.write,
  };
}

const options = {
  part: { type: 'string', multiple: true },
  engine: { type: 'string', multiple: true },
  workload: { type: 'string', multiple: true },
  peer: { type: 'string', multiple: true },
  runs: { type: 'string', default: '3' },
  latency: { type: 'string', default: '20' },
  from: { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function choose<T extends string>(
  option: string,
  all: readonly T[],
  given: readonly string[] | undefined,
): readonly T[] {
  if (given === undefined) return all;
  const wrong = given.find((value) => !all.some((one) => one === value));
  if (wrong !== undefined) throw new Error(`--${option} has "${wrong}": give ${all.join(', ')}`);
  return all.filter((one) => given.includes(one));
}

function choosePeers(given: readonly string[] | undefined): readonly Peer[] {
  if (given === undefined) return peers;
  const names = (peer: Peer): string => (peer.kind === 'ours' ? `ours ${peer.name}` : peer.name);
  const wrong = given.find((part) => !peers.some((peer) => names(peer).includes(part)));
  if (wrong !== undefined) {
    throw new Error(`--peer has "${wrong}": give a part of ${peers.map(names).join(', ')}`);
  }
  return peers.filter((peer) => given.some((part) => names(peer).includes(part)));
}

function readNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${option} has "${text}": give a whole number from ${least}`);
}

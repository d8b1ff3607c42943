import { parseArgs } from 'node:util';
import { engineNames, type EngineName } from '../migration/migration';

export interface Options {
  readonly engines: readonly EngineName[];
  /** Numbers of scripts, ascending. */
  readonly counts: readonly number[];
  readonly runs: number;
  readonly json: boolean;
}

/** Of the command line: `--engine aurora-mysql --scripts 1,1000,10000 --runs 5 --json`. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string' },
      scripts: { type: 'string', default: '1,1000,10000' },
      runs: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  });
  const engines = engineNames.filter(
    (name) => values.engine === undefined || values.engine === name,
  );
  if (engines.length === 0) {
    throw new Error(`--engine is "${values.engine ?? ''}": give ${engineNames.join(' or ')}`);
  }
  return {
    engines,
    counts: values.scripts.split(',').map((text) => readCount('scripts', text)),
    runs: readCount('runs', values.runs),
    json: values.json,
  };
}

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new Error(`--${option} has "${text}": give whole numbers from 1`);
}

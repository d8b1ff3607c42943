import { readFile } from 'node:fs/promises';
import type { Figures } from './figures';

/**
 * Puts together what earlier runs have printed with `--json`.
 *
 * @throws Error when they cannot stand in one table
 */
export async function readFigures(files: readonly string[]): Promise<Figures> {
  const all = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Figures),
  );
  const [first] = all;
  if (first === undefined) throw new Error('--from names no file');
  for (const [index, figures] of all.entries()) {
    if (conditionsOf(figures) === conditionsOf(first)) continue;
    throw new Error(
      `${String(files[index])} was measured under other conditions than ${String(files[0])}: ` +
        `${conditionsOf(figures)} and ${conditionsOf(first)}; measure both alike`,
    );
  }
  return {
    machine: first.machine,
    latencyMs: first.latencyMs,
    cells: all.flatMap(({ cells }) => cells),
    coldStarts: all.flatMap(({ coldStarts }) => coldStarts),
    memory: all.flatMap(({ memory }) => memory),
  };
}

function conditionsOf({ machine: { cores, memoryGb, node }, latencyMs }: Figures): string {
  return `${cores} cores, ${memoryGb} GB, Node.js ${node}, ${latencyMs} ms`;
}

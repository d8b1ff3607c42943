import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName } from '../migration/migration';
import { readOptions } from './options';
import { measureOutput } from './output-sizes';
import { runApp, type Run } from './run-app';
import { scriptsOf } from './scripts';
import { formatReports, reportOf, type SynthMeasured, type SynthReport } from './synth-report';

async function main(): Promise<void> {
  const { engines, counts, runs, json } = readOptions();
  // Its child dies of Ctrl-C, which ends this, too, but not before the folder is removed.
  process.once('SIGINT', () => undefined);
  const root = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  // The folders of all runs stay to the end: after a mass of files is removed, some file systems
  // are slow to make new ones.
  try {
    const reports: SynthReport[] = [];
    for (const engine of engines) {
      reports.push(await measure(join(root, engine), engine, counts, runs));
    }
    const machine = { node: process.version, cores: availableParallelism(), runs };
    console.log(
      json
        ? JSON.stringify({ ...machine, reports }, undefined, 2)
        : formatReports(machine, reports),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function measure(
  root: string,
  engine: EngineName,
  counts: readonly number[],
  runs: number,
): Promise<SynthReport> {
  const folders = counts.map((count) => writeScripts(join(root, `schema-${count}`), engine, count));
  // Not counted: it fills the caches, tsx's among them.
  await runApp(folders[0] ?? '', join(root, 'warm-up'), engine);
  const measured: Run[][] = counts.map(() => []);
  // Round by round, so that a machine that is slow for a while slows all counts alike.
  for (let round = 0; round < runs; round += 1) {
    for (const [index, folder] of folders.entries()) {
      const outdir = join(root, `out-${counts[index] ?? ''}-${round}`);
      measured[index]?.push(await runApp(folder, outdir, engine));
    }
  }
  return reportOf(
    engine,
    counts.map((scripts, index): SynthMeasured => ({
      scripts,
      runs: measured[index] ?? [],
      sizes: measureOutput(join(root, `out-${scripts}-0`)),
    })),
  );
}

function writeScripts(folder: string, engine: EngineName, count: number): string {
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of scriptsOf(engine, count)) writeFileSync(join(folder, file), text);
  return folder;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

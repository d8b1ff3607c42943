import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EngineName } from '../migration/migration';

/** What the app says of itself. */
export interface AppReport {
  /** Of the app's own process: esbuild, which bundles the function, is another. */
  readonly peakMemoryBytes: number;
  readonly cpuMs: number;
}

export interface Run extends AppReport {
  /** From the start of the process to its end. */
  readonly wallMs: number;
}

/** Synthesizes the stack in a process of its own. */
export async function runApp(
  schemaFolder: string,
  outdir: string,
  engine: EngineName,
): Promise<Run> {
  const start = performance.now();
  const child = fork(join(__dirname, 'app.ts'), [schemaFolder, outdir, engine], {
    execArgv: ['--import', 'tsx'],
  });
  const reports: AppReport[] = [];
  child.on('message', (report) => reports.push(report as AppReport));
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  const wallMs = performance.now() - start;
  const [report] = reports;
  if (exitCode !== 0 || report === undefined) throw new Error(`the app ended with ${exitCode}`);
  return { ...report, wallMs };
}

import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keep } from '../../emulator/running';
import { readScan, type Scan } from './scan';

const execute = promisify(execFile);

/**
 * Scans a plan, in a folder with nothing else in it.
 *
 * @param python interpreter that has the packages of `requirements.txt`
 */
export async function runCheckov(python: string, folder: string, plan: string): Promise<Scan> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'plan.json'), plan);
  const running = execute(python, ['-m', 'checkov.main', ...options], {
    cwd: folder,
    env: environment(process.env, folder),
    maxBuffer: 64 * 1024 * 1024,
  });
  // Nothing happens when it has ended.
  keep({ stop: () => void running.child.kill() });
  const { stdout } = await running.catch((cause: unknown) => {
    const { stderr = '' } = cause as { readonly stderr?: string };
    throw new Error(`checkov failed:\n${stderr.trim() || String(cause)}`, { cause });
  });
  return readScan(stdout);
}

const options = [
  ...['--file', 'plan.json', '--framework', 'terraform_plan', '--output', 'json'],
  // Findings are no failure of the run.
  '--soft-fail',
  // What it would download is links to explanations.
  '--skip-download',
];

// It reads settings from variables, the working folder and the home folder. None may have a say.
function environment(own: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(['PATH', 'TMPDIR'].map((name) => [name, own[name]]));
  return { ...kept, HOME: folder, CKV_SKIP_PACKAGE_UPDATE_CHECK: 'true', LOG_LEVEL: 'ERROR' };
}

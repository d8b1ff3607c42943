import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../stacks/settings/settings';
import { assertComponents } from '../components';
import { preparePython } from '../python-environment';
import { findProviderSources } from '../terraform/providers';
import { findRunning, type Running } from './running';

const startTimeoutMs = 120_000;

/**
 * Finds what runs for this folder, or starts it in the background.
 *
 * @param root of the checkout
 * @param folder of what runs; removed when nothing does, with the state of what is gone
 * @throws MissingComponentsError
 */
export async function ensureRunning(
  root: string,
  folder: string,
  { engine, databaseName }: Settings,
  report: (line: string) => void,
): Promise<Running> {
  const found = await findRunning(folder);
  if (found !== undefined) return found;

  await assertComponents({
    sources: await findProviderSources(),
    needsMariadb: engine === 'aurora-mysql',
  });
  report('Preparing the emulator …');
  const requirements = join(root, 'emulator/requirements.txt');
  const python = await preparePython(requirements, join(root, '.emulator/python'));

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  report('Starting the emulator and its database …');
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const entry = join(__dirname, 'background.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', entry, folder, engine, databaseName, python],
    { cwd: root, detached: true, stdio: ['ignore', log, log] },
  );
  child.unref();
  return await waitForRunning(folder, logFile, () => child.exitCode !== null);
}

async function waitForRunning(
  folder: string,
  logFile: string,
  hasEnded: () => boolean,
): Promise<Running> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const running = await findRunning(folder);
    if (running !== undefined) return running;
    if (hasEnded() || Date.now() > deadline) {
      throw new Error(`the emulator did not start:\n${readFileSync(logFile, 'utf8')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

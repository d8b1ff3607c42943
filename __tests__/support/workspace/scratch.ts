import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stoppable } from '../../../emulator/running';

/**
 * The folder of all workspaces of a test run. A test's process may be gone before its Terraform:
 * the one that started it all ends the rest.
 */
export function openScratch(): Stoppable & { readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-migrate-e2e-'));
  mkdirSync(join(folder, processes));
  const discard = (): void => {
    for (const pid of readdirSync(join(folder, processes))) killGroup(Number(pid));
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, stop: discard, discard };
}

/** Notes a process until it ends. */
export function note(folder: string, pid: number | undefined, ended: Promise<unknown>): void {
  if (pid === undefined) return;
  const file = join(folder, processes, String(pid));
  writeFileSync(file, '');
  const forget = (): void => {
    rmSync(file, { force: true });
  };
  ended.then(forget, forget);
}

const processes = 'processes';

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

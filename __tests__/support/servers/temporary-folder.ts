import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keep } from '../../../emulator/running';

/** Gives all that is started from now on a temporary folder of its own, and removes it at the end. */
export function useTemporaryFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-migrate-test-'));
  // As root, the servers run as other users.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  keep({
    stop: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  });
}

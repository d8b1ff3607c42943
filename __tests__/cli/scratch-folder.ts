import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs each test of a file in an empty folder of its own. */
export function useScratchFolder(): void {
  const checkout = process.cwd();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aurora-migrate-cli-'));
    process.chdir(folder);
  });
  afterEach(async () => {
    process.chdir(checkout);
    await rm(folder, { recursive: true });
  });
}

/** Writes files, by their paths in the current folder. */
export async function writeFiles(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Tree } from './compare-trees';
import type { Synthesis } from './list-syntheses';
import { run } from './run';

/**
 * Runs an app in a folder of sources and reads all that Terraform would.
 *
 * @param library for the message of a failure
 */
export async function synthesize(
  folder: string,
  library: string,
  { app, name, settings }: Synthesis,
): Promise<Tree> {
  // CDKTF makes the last folder only.
  mkdirSync(join(folder, 'out'), { recursive: true });
  const outdir = join('out', name);
  const environment = { ...basics(process.env), ...settings, CDKTF_OUTDIR: outdir };
  const failure = `${app} does not synthesize with ${library} (${name})`;
  await run({ folder, environment, failure }, process.execPath, '--import', 'tsx', app);
  return readTree(join(folder, outdir, 'stacks'));
}

// No settings, no credentials, no variables of CDKTF: what is not named must not have a say.
function basics(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}

function readTree(folder: string): Tree {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  );
}

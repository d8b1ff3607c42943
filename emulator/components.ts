import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ProviderSources } from './terraform/providers';
import { findProvidersProblem } from './terraform/providers';
import { findTerraformProblem } from './terraform/terraform';
import { pythonMissing } from './python-environment';
import { mariadbMissing } from './servers/mariadb-server';

const run = promisify(execFile);

export interface Needs {
  readonly sources: ProviderSources;
  readonly needsMariadb: boolean;
}

/** This machine lacks something. */
export class MissingComponentsError extends Error {
  override readonly name = 'MissingComponentsError';

  constructor(readonly missing: readonly string[]) {
    super(missing.join('\n'));
  }
}

/** @throws MissingComponentsError with all that is missing, a line each */
export async function assertComponents(needs: Needs): Promise<void> {
  const missing = await findMissing(needs);
  if (missing.length > 0) throw new MissingComponentsError(missing);
}

/** What this machine lacks, each in a line that says how to get it. */
async function findMissing({ sources, needsMariadb }: Needs): Promise<readonly string[]> {
  const problems = [
    await findTerraformProblem(),
    findProvidersProblem(sources),
    await findPythonProblem(),
    needsMariadb ? mariadbMissing() : undefined,
  ];
  return problems.filter((problem) => problem !== undefined);
}

async function findPythonProblem(): Promise<string | undefined> {
  const test = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))';
  return run('python3', ['-c', test]).then(
    () => undefined,
    () => pythonMissing,
  );
}

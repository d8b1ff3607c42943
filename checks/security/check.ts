/**
 * Plans the stack for both engines, with the defaults and with the options, and has checkov look at
 * the plans. What it finds has to be in the list of what is accepted, and the other way round.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertComponents } from '../../emulator/components';
import { emulatedEnvironment } from '../../emulator/environment';
import { startMinistack } from '../../emulator/ministack';
import { preparePython } from '../../emulator/python-environment';
import { keep, stopAll } from '../../emulator/running';
import { findProviderSources, provideProviders } from '../../emulator/terraform/providers';
import { accepted } from './accepted';
import { compareFindings, type ScannedStack } from './compare-findings';
import { initialize, planStack } from './plan-stack';
import { reportProblem, reportTotal } from './report';
import { runCheckov } from './run-checkov';
import type { Scan } from './scan';
import { synthesizeVariants, variants, type StackVariant } from './stacks';

const repository = join(__dirname, '../..');
const folder = join(repository, '.checks/security');
const outdir = join(folder, 'cdktf.out');

async function check(): Promise<readonly (ScannedStack & Scan)[]> {
  const sources = await findProviderSources();
  await assertComponents({ sources, needsMariadb: false });
  const checkov = await preparePython(join(__dirname, 'requirements.txt'), join(folder, 'python'));
  await synthesizeVariants(repository, outdir);

  const folders = variants.map(({ name }) => folderOf(name));
  const providers = await provideProviders(folders, sources);
  keep(providers);
  const environment = {
    ...emulatedEnvironment(process.env, await startAws()),
    ...providers.environment,
    ...pluginCache(),
  };
  for (const stackFolder of folders) await initialize(stackFolder, environment);

  const scan = async (variant: StackVariant) => {
    const plan = await planStack(folderOf(variant.name), environment);
    return { ...variant, ...(await runCheckov(checkov, join(folder, variant.name), plan)) };
  };
  const scanned: (ScannedStack & Scan)[] = [];
  // Two at once: four would take some gigabytes of memory.
  for (const hasOptions of [false, true]) {
    const pair = variants.filter((variant) => variant.hasOptions === hasOptions);
    scanned.push(...(await Promise.all(pair.map(scan))));
  }
  return scanned;
}

/** Terraform asks which account this is, and which zones it has. */
async function startAws(): Promise<string> {
  const python = await preparePython(
    join(repository, 'emulator/requirements.txt'),
    join(repository, '.emulator/python'),
  );
  // No function is called.
  const starting = startMinistack(python, 'http://127.0.0.1:1');
  // From here on, so that Ctrl-C finds it while it starts.
  keep({
    stop: () =>
      starting.then(
        (ministack) => ministack.stop(),
        () => undefined,
      ),
  });
  return (await starting).endpoint;
}

/** Otherwise each stack would download the providers for itself. */
function pluginCache(): Readonly<Record<string, string>> {
  const cache = join(folder, 'plugins');
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true' };
}

function folderOf(name: string): string {
  return join(outdir, 'stacks', name);
}

check()
  .finally(stopAll)
  .then(
    (scanned) => {
      const problems = compareFindings(scanned, accepted);
      for (const problem of problems) console.error(reportProblem(problem));
      console.log(reportTotal(scanned, problems.length));
      if (problems.length > 0) process.exitCode = 1;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );

/**
 * Synthesizes the apps on CDKTF and on its fork, CDK Terrain, and compares. `--update` writes the
 * package files of the scratch folder anew first.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareTrees } from './compare-trees';
import { copySources, listApps, readSources } from './copy-sources';
import { install } from './install';
import { listSyntheses, type Synthesis } from './list-syntheses';
import { findStaleFiles, writePackageFiles } from './lock';
import { report } from './report';
import { run } from './run';
import { scratchPackage, type PackageFile } from './scratch-package';
import { checkStacks } from './stack-rules';
import { synthesize } from './synthesize';

const forkVersion = '0.24.0';
const awsConstraint = '>= 5.100.0, < 7.0.0';

const repository = join(__dirname, '../..');
// Without packages of its own, this one finds those of the repository above it.
const originalFolder = join(repository, '.checks/cdktf');
const forkFolder = join(repository, '.checks/cdktn');

async function check(isUpdate: boolean): Promise<readonly string[]> {
  const packageFile = readPackageFile();
  const originalVersion = packageFile.dependencies.cdktf ?? '';
  for (const folder of [originalFolder, forkFolder]) copySources(repository, folder);

  const wanted = scratchPackage(packageFile, readSources(forkFolder), forkVersion);
  if (isUpdate) await writePackageFiles(repository, __dirname, wanted);
  const stale = findStaleFiles(repository, __dirname, wanted);
  if (stale.length > 0) return [...stale, 'run: npm run check:cdktn -- --update'];

  await install(__dirname, forkFolder);
  await checkTypes();
  const problems: string[] = [];
  for (const synthesis of listSyntheses(listApps(forkFolder))) {
    problems.push(...(await compare(synthesis, originalVersion)));
  }
  return problems;
}

async function checkTypes(): Promise<void> {
  const failure = `the sources do not type-check with cdktn ${forkVersion}`;
  const compiler = join(forkFolder, 'node_modules/typescript/bin/tsc');
  const command = { folder: forkFolder, environment: process.env, failure };
  // There are no tests in this folder, and no Jest.
  await run(command, process.execPath, compiler, '--noEmit', '--types', 'node');
}

async function compare(synthesis: Synthesis, originalVersion: string): Promise<readonly string[]> {
  const names = [`cdktf ${originalVersion}`, `cdktn ${forkVersion}`] as const;
  const [original, fork] = await Promise.all([
    synthesize(originalFolder, names[0], synthesis),
    synthesize(forkFolder, names[1], synthesis),
  ]);
  return [
    ...checkStacks(original, { library: names[0], awsConstraint }),
    ...checkStacks(fork, { library: names[1], awsConstraint }),
    ...report(compareTrees(original, fork), names),
  ].map((problem) => `${synthesis.name}: ${problem}`);
}

function readPackageFile(): PackageFile {
  return JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as PackageFile;
}

check(process.argv.includes('--update')).then(
  (problems) => {
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
    else console.log(`cdktf and cdktn ${forkVersion} synthesize the same`);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);

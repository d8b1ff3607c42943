import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, posix, relative, resolve } from 'node:path';
import { App, Manifest, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { createPackage, type Package, type PackagedFile } from './package';

/**
 * Writes files where Terraform finds them, and returns their folder relative to the stack's.
 *
 * TerraformAsset wants a folder that is written already, copies it, and removes what it copied
 * before; for thousands of scripts that takes longer than reading them.
 */
export function writeAssetFolder(scope: Construct, { files, digest }: Package): string {
  const stack = TerraformStack.of(scope);
  const parent = posix.join('assets', stack.getLogicalId(scope.node));
  // Not from manifest.forStack: its first call settles on which stacks this one depends.
  const stackFolder = resolve(App.of(scope).outdir, Manifest.stacksFolder, stack.node.id);
  const folder = takeFolder(join(stackFolder, parent), digest);
  writeFiles(folder, files, removeOthers(folder, files));
  return posix.join(parent, digest);
}

/** Writes one file, and returns its path relative to the stack's folder. */
export function writeAssetFile(scope: Construct, name: string, content: string): string {
  const file = { name, content: Buffer.from(content, 'utf8') };
  return posix.join(writeAssetFolder(scope, createPackage([file])), name);
}

/** What an earlier synth left becomes the new folder, since most of its files are still right. */
function takeFolder(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(parent, { recursive: true });
  const found = readdirSync(parent);
  const [former, ...others] = found.filter((other) => other !== name);
  if (former !== undefined) {
    if (found.includes(name)) others.push(former);
    else renameSync(join(parent, former), folder);
  }
  for (const other of others) rmSync(join(parent, other), { recursive: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Returns what is left. */
function removeOthers(folder: string, files: readonly PackagedFile[]): ReadonlySet<string> {
  const expected = new Set(files.flatMap(({ name }) => [name, ...foldersOf(name)].map(normalize)));
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    // Through a link we would write, and Terraform read, outside of the folder.
    if (expected.has(path) && !entry.isSymbolicLink()) found.add(path);
    else rmSync(join(folder, path), { recursive: true, force: true });
  }
  return found;
}

function foldersOf(name: string): readonly string[] {
  const folder = posix.dirname(name);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

function writeFiles(
  folder: string,
  files: readonly PackagedFile[],
  found: ReadonlySet<string>,
): void {
  const made = new Set<string>();
  for (const { name, content } of files) {
    const path = join(folder, name);
    if (found.has(normalize(name)) && readFileSync(path).equals(content)) continue;
    if (!made.has(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    made.add(dirname(path));
    writeFileSync(path, content);
  }
}

import { posix } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { PackagedFile } from './package';
import { SizeLimitError, sizeLimits, type Script, type SizeProblem } from './size-limit-error';

export interface SchemaContent {
  readonly folder: string;
  /** What the function is called with. */
  readonly input: string;
  /** What the layer holds. */
  readonly files: readonly PackagedFile[];
}

/** @throws SizeLimitError with every limit of Lambda's that is exceeded */
export function assertFitsLambda({ folder, input, files }: SchemaContent): void {
  const problems = findSizeProblems({
    input: Buffer.byteLength(input),
    unzipped: sum(files.map(({ content }) => content.byteLength)),
    zipped: zippedBytes(files),
  });
  if (problems.length > 0) throw new SizeLimitError(folder, scriptsOf(files), problems);
}

export function findSizeProblems(sizes: typeof sizeLimits): readonly SizeProblem[] {
  return (['input', 'unzipped', 'zipped'] as const)
    .filter((kind) => sizes[kind] > sizeLimits[kind])
    .map((kind) => ({ kind, bytes: sizes[kind] }));
}

/**
 * Size of a zip of these files, about: the archive provider packs a little less well. Where it is
 * small enough in any case, the most that it can be: deflate would take seconds for nothing.
 */
export function zippedBytes(files: readonly PackagedFile[]): number {
  const headers = sum(files.map(({ name }) => headerBytes + 2 * Buffer.byteLength(name)));
  const stored = sum(files.map(({ content }) => storedBytes(content.byteLength)));
  if (headers + stored <= sizeLimits.zipped) return headers + stored;
  return headers + sum(files.map(({ content }) => deflateRawSync(content).byteLength));
}

// Before a file 30, behind it 16, in the directory 46, and twice 9 for its time of change.
const headerBytes = 110;

// What cannot be packed is left as it is, in blocks with five bytes before each.
function storedBytes(bytes: number): number {
  return bytes + 5 * Math.ceil(bytes / 16_384) + 5;
}

/** The largest first. */
function scriptsOf(files: readonly PackagedFile[]): readonly Script[] {
  return files
    .filter(({ name }) => name.endsWith('.sql'))
    .map(({ name, content }) => ({ file: posix.basename(name), bytes: content.byteLength }))
    .sort((a, b) => b.bytes - a.bytes);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

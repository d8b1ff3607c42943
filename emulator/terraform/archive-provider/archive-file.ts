import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/** Attributes of `archive_file` as Terraform sends them; those that are not set are null. */
export interface ArchiveFileConfig {
  readonly type: string;
  readonly source_dir: string | null;
  readonly output_path: string;
  readonly output_file_mode: string | null;
}

/** What the provider adds to them. */
export interface ArchiveFileOutputs {
  readonly id: string;
  readonly output_size: number;
  readonly output_md5: string;
  readonly output_sha: string;
  readonly output_sha256: string;
  readonly output_sha512: string;
  readonly output_base64sha256: string;
  readonly output_base64sha512: string;
}

/**
 * Zips a folder: the same files give the same bytes.
 *
 * @param folders where Terraform runs; relative paths belong to the one that holds the source
 */
export function createArchive(
  config: ArchiveFileConfig,
  folders: readonly string[],
): ArchiveFileOutputs {
  const { type, source_dir: sourceDir, output_file_mode: mode } = config;
  if (type !== 'zip' || sourceDir === null || mode === null) {
    throw new Error('the stand-in knows type "zip" with source_dir and output_file_mode only');
  }
  const folder = folders.find((candidate) => existsSync(resolve(candidate, sourceDir)));
  if (folder === undefined) {
    throw new Error(`source_dir ${sourceDir} is in none of ${folders.join(', ')}`);
  }

  const zip = zipSync(readTree(resolve(folder, sourceDir), Number.parseInt(mode, 8)));
  const outputPath = resolve(folder, config.output_path);
  mkdirSync(dirname(outputPath), { recursive: true });
  writeFileSync(outputPath, zip);

  const digest = (algorithm: string, encoding: 'hex' | 'base64') =>
    createHash(algorithm).update(zip).digest(encoding);
  return {
    id: digest('sha1', 'hex'),
    output_size: zip.byteLength,
    output_md5: digest('md5', 'hex'),
    output_sha: digest('sha1', 'hex'),
    output_sha256: digest('sha256', 'hex'),
    output_sha512: digest('sha512', 'hex'),
    output_base64sha256: digest('sha256', 'base64'),
    output_base64sha512: digest('sha512', 'base64'),
  };
}

// Zip knows local time only, and none before 1980.
const epoch = new Date(1980, 0, 1);
const unix = 3;
const regularFile = 0o100000;

function readTree(root: string, mode: number): Zippable {
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
  const attributes = { mtime: epoch, os: unix, attrs: (regularFile | mode) << 16 };
  return Object.fromEntries(
    names.map((name) => [name, [readFileSync(join(root, name)), attributes]]),
  );
}

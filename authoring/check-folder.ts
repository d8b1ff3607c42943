import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumOf } from '../migration/checksum';
import type { Manifest } from '../migration/manifest';
import type { EngineName, Migration } from '../migration/migration';
import { compareVersions } from '../migration/version';
import type { FileProblem } from './authoring-error';
import { checkScript } from './check-script';
import { listFolder } from './list-folder';
import type { ScriptName } from './script-name';
import { parseScriptName } from './script-name';
import type { SplitStatement } from './split';
import { whyUnreadable } from './unreadable';

export { AuthoringError, type FileProblem } from './authoring-error';

export interface CheckedFolder {
  /** The scripts without a problem, and of several with one version the first by name. */
  readonly manifest: Manifest;
  /** Everything that is wrong in all files, by file and position. */
  readonly problems: readonly FileProblem[];
}

export interface ReadOptions {
  /**
   * Called with the content of each script that could be read: what the manifest describes.
   *
   * @default nobody needs it
   */
  readonly onContent?: (file: string, content: Uint8Array) => void;
}

/**
 * Reads a folder of scripts and collects what is wrong in it.
 *
 * @throws AuthoringError when the folder itself cannot be read
 */
export async function checkFolder(
  folder: string,
  engine: EngineName,
  { onContent }: ReadOptions = {},
): Promise<CheckedFolder> {
  const { scripts, problems: listed } = await listFolder(folder);
  const problems = [...listed];
  const migrations: Migration[] = [];
  const fileOfVersion = new Map<string, string>();
  for (const file of scripts) {
    const path = join(folder, file);
    // A name that is not UTF-8 comes with a replacement character, and opens no file.
    const script = file.includes('\uFFFD') ? unread : await readScript(path, engine);
    if (script.content !== undefined) onContent?.(file, script.content);
    const name = parseScriptName(file);
    const wrong = [...wrongName(file, name, fileOfVersion), ...script.problems];
    problems.push(...wrong.map((problem) => ({ file: path, ...problem })));
    if ('problem' in name) continue;
    if (!fileOfVersion.has(name.version)) fileOfVersion.set(name.version, file);
    if (wrong.length === 0) migrations.push(migrationOf(file, name, script));
  }
  migrations.sort((a, b) => compareVersions(a.version, b.version));
  return { manifest: { format: 1, engine, migrations }, problems: problems.sort(byFile) };
}

type ContentProblem = Omit<FileProblem, 'file'>;

interface ReadScript {
  /** Absent when it could not be read. */
  readonly content?: Uint8Array;
  readonly checksum: string;
  readonly statements: readonly SplitStatement[];
  readonly problems: readonly ContentProblem[];
}

const unread: ReadScript = { checksum: '', statements: [], problems: [] };

async function readScript(path: string, engine: EngineName): Promise<ReadScript> {
  let bytes: Buffer;
  try {
    // Ten times as fast as its asynchronous sibling on a folder of thousands of small files.
    bytes = readFileSync(path);
  } catch (error) {
    return { checksum: '', statements: [], problems: [{ message: whyUnreadable(error) }] };
  }
  if (bytes.length > maxScriptBytes) {
    return { checksum: '', statements: [], problems: [{ message: tooLarge(bytes.length) }] };
  }
  const { statements, problems } = await checkScript(bytes, engine);
  const isEmpty = statements.length === 0 && problems.length === 0;
  return {
    content: bytes,
    checksum: checksumOf(bytes),
    statements,
    problems: isEmpty ? [{ message: 'holds no statement; write one, or delete it' }] : problems,
  };
}

// For what a script of this size takes in memory, the function's and the parser's. Looked at before the
// parser reads it all, which takes long.
export const maxScriptBytes = 16 * 1024 * 1024;

function tooLarge(bytes: number): string {
  return (
    `has ${bytes} bytes, but a script may have at most ${maxScriptBytes} (16 MiB); ` +
    'split it into several scripts'
  );
}

function wrongName(
  file: string,
  name: ReturnType<typeof parseScriptName>,
  fileOfVersion: ReadonlyMap<string, string>,
): readonly ContentProblem[] {
  if ('problem' in name) return [{ message: name.problem }];
  const other = fileOfVersion.get(name.version);
  if (other === undefined) return [];
  if (folded(file) === folded(other)) return [{ message: differsInLettersOnly(other) }];
  return [{ message: `has version ${name.version}, as ${other} has; give it another version` }];
}

// Names that some file systems take for one, whatever git has of them.
function folded(file: string): string {
  return file.normalize('NFC').toLowerCase();
}

function differsInLettersOnly(other: string): string {
  return (
    `has the name of ${other} but for upper and lower case, or how its accents are encoded, which ` +
    'not every file system tells apart; delete one of the two'
  );
}

function migrationOf(
  file: string,
  { version, description }: ScriptName,
  { checksum, statements }: ReadScript,
): Migration {
  return {
    file,
    version,
    description,
    checksum,
    statements: statements.map(({ start, end, line, column, runsAlone, witness }) => ({
      start,
      end,
      line,
      column,
      runsAlone,
      ...(witness !== undefined && { witness }),
    })),
    sharesSession: statements.some(({ sharesSession }) => sharesSession),
  };
}

function byFile(a: FileProblem, b: FileProblem): number {
  if (a.file === b.file) return 0;
  return a.file < b.file ? -1 : 1;
}

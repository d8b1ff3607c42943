import { readFile } from 'node:fs/promises';
import type { EngineName } from '../migration/migration';
import { AuthoringError } from './authoring-error';
import { checkScript } from './check-script';
import type { Problem } from './split';
import { whyUnreadable } from './unreadable';

export interface SplitFile {
  readonly file: string;
  readonly statements: readonly {
    readonly line: number;
    readonly column: number;
    readonly text: string;
  }[];
  readonly errors: readonly Problem[];
}

/**
 * Shows how a file is split, whatever its name. A file without a statement is no error here.
 *
 * @throws AuthoringError when the file cannot be read
 */
export async function splitFile(file: string, engine: EngineName): Promise<SplitFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new AuthoringError([{ file, message: whyUnreadable(cause) }], { cause });
  }
  const { statements, problems } = await checkScript(bytes, engine);
  return {
    file,
    statements: statements.map(({ line, column, text }) => ({ line, column, text })),
    errors: problems.map(({ line, column, message }) => ({ line, column, message })),
  };
}

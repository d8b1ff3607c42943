import { AuthoringError } from '../../authoring/authoring-error';
import { splitFile, type SplitFile } from '../../authoring/split-file';
import { visible } from '../../migration/visible';
import type { EngineName } from '../../migration/migration';
import { colorsOf, type Colors } from '../colors';
import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { counted, indent } from '../format';
import { toJsonLine } from '../json';
import { alignRows } from '../table';

export interface StatementsOptions {
  readonly files: readonly string[];
  readonly engine: EngineName;
  readonly json: boolean;
}

/** Shows how files are split into statements. */
export async function statementsAction(
  { files, engine, json }: StatementsOptions,
  { stdout, variables }: Environment,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  for (const file of files) {
    const split = await splitOrExplain(file, engine);
    if (split.errors.length > 0) exitCode = exitCodes.failed;
    stdout.write(json ? toJsonLine(split) : textOf(split, colorsOf(stdout, variables)));
  }
  return exitCode;
}

// One object for each file, whatever it is like: the other files are still worth showing.
async function splitOrExplain(file: string, engine: EngineName): Promise<SplitFile> {
  try {
    return await splitFile(file, engine);
  } catch (error) {
    if (!(error instanceof AuthoringError)) throw error;
    const errors = error.problems.map(({ message }) => ({ line: 1, column: 1, message }));
    return { file, statements: [], errors };
  }
}

function textOf({ file, statements, errors }: SplitFile, { bold, red }: Colors): string {
  const rows = statements.map(({ line, column, text }) => [
    `${String(line)}:${String(column)}`,
    visible(firstLine(text).replaceAll('\t', ' ')),
  ]);
  return [
    `${bold(visible(file))}: ${counted(statements.length, 'statement')}\n`,
    indent(alignRows(rows)),
    ...errors.map(({ line, column, message }) =>
      red(`${visible(`${file}:${String(line)}:${String(column)} ${message}`)}\n`),
    ),
  ].join('');
}

const maxWidth = 80;

function firstLine(text: string): string {
  const [first = '', ...more] = text.trim().split(/\r?\n/);
  const characters = [...first];
  if (characters.length > maxWidth) return `${characters.slice(0, maxWidth).join('')} …`;
  return more.length === 0 ? first : `${first} …`;
}

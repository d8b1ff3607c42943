import { MigrationError } from '../migration/errors';
import type { Problem } from './split';
import { visible } from '../migration/visible';

/** Something wrong in a file, or with it: then it has no line and no column. */
export interface FileProblem extends Partial<Problem> {
  /** With the folder as it was given: `schema/V2__create_orders.sql`. */
  readonly file: string;
  readonly message: string;
}

export interface AuthoringErrorOptions extends ErrorOptions {
  /**
   * True when the folder itself is what is wrong: then there are no files to count.
   *
   * @default false
   */
  readonly isAboutFolder?: boolean;
}

/** Everything that is wrong in a folder of scripts. Nothing has been built or run. */
export class AuthoringError extends MigrationError {
  override readonly name = 'AuthoringError';

  constructor(
    readonly problems: readonly FileProblem[],
    { isAboutFolder = false, ...options }: AuthoringErrorOptions = {},
  ) {
    const lines = problems.map(formatProblem);
    super((isAboutFolder ? lines : [...lines, summary(problems)]).join('\n'), options);
  }
}

/** `schema/V2__create_orders.sql:14:3 message` */
export function formatProblem({ file, line, column, message }: FileProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return visible(`${place} ${message}`);
}

function summary(problems: readonly FileProblem[]): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  const fix = problems.length === 1 ? 'fix it' : 'fix them';
  return `${counted(problems.length, 'problem')} in ${counted(files, 'file')}; ${fix} and run again`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

import { MigrationError } from '../../migration/errors';

export interface SizeProblem {
  readonly kind: 'input' | 'unzipped' | 'zipped';
  readonly bytes: number;
}

/** What Lambda takes, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const sizeLimits: Readonly<Record<SizeProblem['kind'], number>> = {
  /** The payload of a call that is waited for. */
  input: 6_291_456,
  /** Layer and function together, unpacked; 4 MiB of it are for the function's code. */
  unzipped: 262_144_000 - 4_194_304,
  /** An archive that is sent with the request, as the provider does, and not taken from S3. */
  zipped: 52_428_800,
};

export interface Script {
  readonly file: string;
  readonly bytes: number;
}

/** More scripts, or longer ones, than Lambda takes. Nothing has been built. */
export class SizeLimitError extends MigrationError {
  override readonly name = 'SizeLimitError';

  /**
   * @param folder as it was given
   * @param scripts the largest first
   */
  constructor(
    readonly folder: string,
    readonly scripts: readonly Script[],
    readonly problems: readonly SizeProblem[],
  ) {
    const has = `${folder} has ${scripts.length} scripts`;
    super(problems.map((problem) => `${has}, ${describe(problem, scripts)}`).join('\n'));
  }
}

function describe({ kind, bytes }: SizeProblem, scripts: readonly Script[]): string {
  const limit = sizeLimits[kind];
  switch (kind) {
    case 'input':
      return (
        `whose names and checksums make an input of ${bytes} bytes for the function, but Lambda ` +
        `takes at most ${limit} (6 MiB) in a call; shorten the descriptions in the names, or ` +
        'join scripts that no database has yet'
      );
    case 'unzipped':
      return (
        `which make a layer of ${bytes} bytes, but it may have at most ${limit}: Lambda takes ` +
        `250 MiB unzipped, and 4 MiB of them are kept for the function; ${lessData(scripts)}`
      );
    case 'zipped':
      return (
        `which make a layer of about ${bytes} bytes zipped, but Lambda takes at most ${limit} ` +
        `(50 MiB) in an upload; ${lessData(scripts)}`
      );
  }
}

function lessData([largest]: readonly Script[]): string {
  const what = 'take bulk data out of scripts that no database has yet, and load it in another way';
  if (largest === undefined) return what;
  return `${what} (the largest script, ${largest.file}, has ${largest.bytes} bytes)`;
}

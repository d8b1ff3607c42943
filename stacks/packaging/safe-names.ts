import { MigrationError } from '../../migration/errors';
import { visible } from '../../migration/visible';

/** Names that an archive must not have. Nothing has been written. */
export class UnsafeNamesError extends MigrationError {
  override readonly name = 'UnsafeNamesError';

  constructor(readonly problems: readonly string[]) {
    super(['An archive cannot have these names:', ...problems].join('\n  '));
  }
}

/**
 * Holds names to what unpacks everywhere below the folder that it is unpacked into, and once.
 *
 * @throws UnsafeNamesError with all problems
 */
export function assertSafeNames(names: readonly string[]): void {
  const seen = new Map<string, string>();
  const problems = names.flatMap((name) => {
    const folded = name.normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    seen.set(folded, name);
    const problem = problemOf(name) ?? (other && `is ${quoted(other)} to some file systems`);
    return problem === undefined ? [] : [`${quoted(name)} ${problem}; rename it`];
  });
  if (problems.length > 0) throw new UnsafeNamesError(problems);
}

function problemOf(name: string): string | undefined {
  if (/\p{Cc}/u.test(name)) return 'has a control character';
  if (name.includes('\\')) return 'has a backslash, a separator on Windows';
  if (/^[A-Za-z]:/.test(name)) return 'begins with a drive';
  const isOutside = name.split('/').some((part) => ['', '.', '..'].includes(part));
  return isOutside ? 'is not a path below the root of the archive' : undefined;
}

function quoted(name: string): string {
  return `"${visible(name)}"`;
}

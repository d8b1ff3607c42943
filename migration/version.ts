import { MigrationError } from './errors';

/**
 * The canonical form of a version: parts joined with dots, without leading zeros and without
 * trailing zero parts (`1_010` → `1.10`, `2.0` → `2`), so that equal versions are equal strings.
 *
 * @throws InvalidVersionError when `raw` is anything but numbers joined with `.` or `_`
 */
export function parseVersion(raw: string): string {
  if (!/^[0-9]+(?:[._][0-9]+)*$/.test(raw)) throw new InvalidVersionError(raw);
  return partsOf(raw).join('.');
}

/** Compares part by part as numbers of any length: negative when `a` is the older version. */
export function compareVersions(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareParts(left[index] ?? '0', right[index] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

export class InvalidVersionError extends MigrationError {
  override readonly name = 'InvalidVersionError';

  constructor(readonly version: string) {
    super(
      `"${version}" is not a version; write numbers joined with dots or underscores, ` +
        `such as 7 or 1.10`,
    );
  }
}

function partsOf(version: string): readonly string[] {
  const parts = version.split(/[._]/).map((part) => part.replace(/^0+(?=.)/, ''));
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop();
  return parts;
}

// As text, since timestamps with milliseconds and more do not fit a double.
function compareParts(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

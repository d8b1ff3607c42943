/** `V1 is`, `V1 and V2 are`, `12 scripts, V1 to V12, are`: what a sentence goes on from. */
export function versionList(versions: readonly string[]): string {
  return `${listVersions(versions)}${versions.length > 2 ? ',' : ''} ${versions.length === 1 ? 'is' : 'are'}`;
}

/** `V1 is applied and stays. `; nothing for no version. */
export function whatStays(versions: readonly string[]): string {
  if (versions.length === 0) return '';
  return `${versionList(versions)} applied and ${versions.length === 1 ? 'stays' : 'stay'}. `;
}

/** `V1`, `V1 and V2`, `12 scripts, V1 to V12`. In the order given. */
export function listVersions(versions: readonly string[]): string {
  const [first = '', second] = versions;
  const last = versions.at(-1) ?? '';
  if (second === undefined) return `V${first}`;
  return versions.length === 2
    ? `V${first} and V${second}`
    : `${String(versions.length)} scripts, V${first} to V${last}`;
}

const most = 20;

/** The first lines of a list that may be very long, and how many are left out. */
export function firstLines(lines: readonly string[]): readonly string[] {
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `… and ${String(lines.length - most)} more`];
}

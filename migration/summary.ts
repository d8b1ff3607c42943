import type { MigrateResult } from './migrate';

/** What a run did, in one sentence: `Applied V2 and V3; the schema is at V3.` */
export function summarize({ applied, schemaVersion }: MigrateResult): string {
  const own = applied.filter(({ byAnotherRun }) => !byAnotherRun).map(({ entry }) => entry.version);
  const others = applied
    .filter(({ byAnotherRun }) => byAnotherRun)
    .map(({ entry }) => entry.version);
  const parts = [
    ...(own.length > 0 ? [`Applied ${listOf(own)}`] : []),
    ...(others.length > 0 ? [`another run applied ${listOf(others)} meanwhile`] : []),
  ];
  const done = parts.length === 0 ? 'Nothing is pending' : parts.join('; ');
  const where =
    schemaVersion === undefined ? 'the schema is empty' : `the schema is at V${schemaVersion}`;
  return `${done.charAt(0).toUpperCase()}${done.slice(1)}; ${where}.`;
}

function listOf(versions: readonly string[]): string {
  const [first = '', second] = versions;
  const last = versions.at(-1) ?? '';
  if (second === undefined) return `V${first}`;
  return versions.length === 2
    ? `V${first} and V${second}`
    : `${String(versions.length)} scripts, V${first} to V${last}`;
}

import type { MigrateResult } from './migrate-context';
import { listVersions } from './version-list';

/**
 * What a run did, in one sentence: `Applied V2 and V3; the schema is at V3.`
 *
 * @param left what is not done, if anything: `V4 is still pending`
 */
export function summarize({ applied, schemaVersion }: MigrateResult, left?: string): string {
  const own = ownVersions(applied);
  const others = applied
    .filter(({ byAnotherRun }) => byAnotherRun)
    .map(({ entry }) => entry.version);
  const parts = [
    ...(own.length > 0 ? [`Applied ${listVersions(own)}`] : []),
    ...(others.length > 0 ? [`another run applied ${listVersions(others)} meanwhile`] : []),
  ];
  const nothing = left === undefined ? 'Nothing is pending' : 'No script was applied so far';
  const done = parts.length === 0 ? nothing : parts.join('; ');
  const where =
    schemaVersion === undefined ? 'the schema is empty' : `the schema is at V${schemaVersion}`;
  const rest = left === undefined ? '' : ` Not done yet: ${left}.`;
  return `${done.charAt(0).toUpperCase()}${done.slice(1)}; ${where}.${rest}`;
}

/** Versions that the run applied itself. */
export function ownVersions(applied: MigrateResult['applied']): readonly string[] {
  return applied.filter(({ byAnotherRun }) => !byAnotherRun).map(({ entry }) => entry.version);
}

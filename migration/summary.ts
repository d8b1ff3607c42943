import type { MigrateResult } from './migrate-context';
import { listVersions } from './version-list';

/** What a run did, in one sentence: `Applied V2 and V3; the schema is at V3.` */
export function summarize({ applied, schemaVersion }: MigrateResult): string {
  const own = applied.filter(({ byAnotherRun }) => !byAnotherRun).map(({ entry }) => entry.version);
  const others = applied
    .filter(({ byAnotherRun }) => byAnotherRun)
    .map(({ entry }) => entry.version);
  const parts = [
    ...(own.length > 0 ? [`Applied ${listVersions(own)}`] : []),
    ...(others.length > 0 ? [`another run applied ${listVersions(others)} meanwhile`] : []),
  ];
  const done = parts.length === 0 ? 'Nothing is pending' : parts.join('; ');
  const where =
    schemaVersion === undefined ? 'the schema is empty' : `the schema is at V${schemaVersion}`;
  return `${done.charAt(0).toUpperCase()}${done.slice(1)}; ${where}.`;
}

import type { EngineName } from '../../migration/migration';

export { findVersionProblem } from '../../migration/engine-minimums';

/** Versions with long-term support, which AWS keeps for years and not for months. */
export const defaultEngineVersions: Readonly<Record<EngineName, string>> = {
  'aurora-postgresql': '16.8',
  'aurora-mysql': '8.0.mysql_aurora.3.10.1',
};

/** True for a version that leaves the patch to AWS: `16`, `8.0`. */
export function isMajorVersion(engine: EngineName, version: string): boolean {
  return engine === 'aurora-postgresql' ? /^\d+$/.test(version) : /^\d+\.\d+$/.test(version);
}

/** What is read of a package-lock.json. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  /** Only where it is not that of the folder. */
  readonly name?: string;
  readonly version?: string;
}

/**
 * Names the packages whose version in the scratch folder is not in the repository. They go into the
 * function's bundle, which would differ for a reason that has nothing to do with the libraries.
 */
export function compareLocks(repository: LockFile, scratch: LockFile): readonly string[] {
  const known = versionsOf(repository);
  return [...versionsOf(scratch)].flatMap(([name, versions]) => {
    const others = known.get(name);
    // What only the fork brings.
    if (!others) return [];
    return [...versions]
      .filter((version) => !others.has(version))
      .map((version) => `${name} ${version}, but the repository has ${[...others].join(', ')}`);
  });
}

function versionsOf({ packages }: LockFile): ReadonlyMap<string, ReadonlySet<string>> {
  const versions = new Map<string, Set<string>>();
  for (const [folder, { name = nameOf(folder), version }] of Object.entries(packages)) {
    // The root, and what each of the two libraries brings along inside its own package.
    if (folder === '' || folder.startsWith('node_modules/cdktf/')) continue;
    if (version === undefined) continue;
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return versions;
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

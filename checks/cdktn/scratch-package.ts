/** What is read of a package.json. */
export interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

/** The scratch folder's package.json: no more than synth and the type check need. */
export interface ScratchPackage {
  readonly private: true;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

// What runs the sources, and is imported by none of them.
const tools = ['@types/aws-lambda', '@types/node', 'tsx', 'typescript'];

/**
 * Makes the package.json with which the sources meet the fork under the name of the original.
 *
 * @param sources text of the TypeScript files
 * @param forkVersion of `cdktn`
 */
export function scratchPackage(
  repository: PackageFile,
  sources: readonly string[],
  forkVersion: string,
): ScratchPackage {
  const versions = { ...repository.devDependencies, ...repository.dependencies };
  const names = [...new Set([...sources.flatMap(packagesOf), ...tools])]
    .filter((name) => name in versions)
    .sort();
  return {
    private: true,
    dependencies: {
      ...Object.fromEntries(names.map((name) => [name, versions[name] ?? ''])),
      cdktf: `npm:cdktn@${forkVersion}`,
    },
    // The bindings ask for cdktf ^0.21.0 as a peer.
    overrides: { cdktf: '$cdktf' },
    allowScripts: Object.fromEntries(
      Object.entries(repository.allowScripts).filter(([name]) => names.includes(name)),
    ),
  };
}

/** Names of the packages that a source imports, with whatever else is not a path. */
function packagesOf(source: string): readonly string[] {
  return [...source.matchAll(/\b(?:from|import)\s*\(?\s*'([^'.][^']*)'/g)].map((match) => {
    const parts = (match[1] ?? '').split('/');
    return parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
  });
}

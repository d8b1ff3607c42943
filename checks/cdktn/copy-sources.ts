import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What the apps consist of, relative to the repository. */
const parts = [
  'main.ts',
  'authoring',
  'data-api',
  'engines',
  'examples',
  'handler',
  'migration',
  'schema',
  'stacks',
  'cdktf.json',
  'tsconfig.json',
];

/** Puts the sources of the apps into a folder, in place of all that is there but packages. */
export function copySources(repository: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== 'node_modules') rmSync(join(folder, name), { recursive: true });
  }
  for (const part of parts.filter((name) => existsSync(join(repository, name)))) {
    cpSync(join(repository, part), join(folder, part), { recursive: true, filter: isSource });
  }
}

/** Reads the text of all TypeScript files in a folder of sources. */
export function readSources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(folder, entry.name), { recursive: true, encoding: 'utf8' }).map((name) =>
            join(entry.name, name),
          )
        : [entry.name],
    )
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Names the files that make an app each, relative to a folder of sources. */
export function listApps(folder: string): readonly string[] {
  const examples = join(folder, 'examples');
  const names = existsSync(examples) ? readdirSync(examples).sort() : [];
  return ['main.ts', ...names.map((name) => `examples/${name}/main.ts`)].filter((file) =>
    existsSync(join(folder, file)),
  );
}

// An example has been synthesized or applied in its own folder.
function isSource(path: string): boolean {
  const name = basename(path);
  return !['cdktf.out', 'node_modules', '.gen'].includes(name) && !name.includes('.tfstate');
}

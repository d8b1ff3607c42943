import { build } from 'esbuild';
import { createPackage, type Package } from './package';

export interface HandlerBundle extends Package {
  /** Handler in Lambda's sense: file and export. */
  readonly handler: string;
}

/**
 * Bundles the function into one file, with the AWS SDK: the one of the runtime changes without
 * notice. The same sources give the same bytes on every machine.
 *
 * @param entry a TypeScript file that exports `main`
 */
export async function bundleHandler(entry: string): Promise<HandlerBundle> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    // ESM builds of the dependencies let esbuild leave out what is not used.
    mainFields: ['module', 'main'],
    // A tsconfig.json above the checkout must not have a say.
    tsconfigRaw: { compilerOptions: { strict: true } },
    logLevel: 'silent',
  });
  const files = outputFiles.map(({ contents }) => ({ name: 'index.js', content: contents }));
  return { ...createPackage(files), handler: 'index.main' };
}

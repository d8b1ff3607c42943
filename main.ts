import { join, relative } from 'node:path';
import { App } from 'cdktf';
import { MigrationError } from './migration/errors';
import { AuroraStack, bundleHandler, loadSchema, parseSettings } from './stacks';

async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  // Relative, because the messages about a script name its file this way.
  const ownFolder = relative(process.cwd(), join(__dirname, 'schema'));
  const schemaFolder = settings.schemaFolder ?? ownFolder;
  const schema = await loadSchema(schemaFolder, settings.engine);
  const handler = await bundleHandler(join(__dirname, 'handler', 'main.ts'));

  const app = new App();
  new AuroraStack(app, 'aurora', { settings, schema, handler });
  app.synth();
}

main().catch((error: unknown) => {
  // Ours are written to be read as they are; of others the place is worth more.
  const isOurs = error instanceof MigrationError;
  console.error(isOurs ? error.message : error);
  process.exitCode = 1;
});

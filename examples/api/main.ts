import { join, relative } from 'node:path';
import { App } from 'cdktf';
import { AuroraStack, bundleHandler, loadSchema, parseSettings } from '../../stacks';
import { ApiStack } from './api-stack';

async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  const checkout = join(__dirname, '../..');
  // Relative, because the messages about a script name its file this way.
  const ownFolder = relative(process.cwd(), join(checkout, 'schema'));
  const schema = await loadSchema(settings.schemaFolder ?? ownFolder, settings.engine);

  const app = new App();
  const aurora = new AuroraStack(app, 'aurora', {
    settings,
    schema,
    handler: await bundleHandler(join(checkout, 'handler', 'main.ts')),
  });
  new ApiStack(app, 'api', {
    settings,
    aurora,
    handler: await bundleHandler(join(__dirname, 'handler', 'main.ts')),
  });
  app.synth();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

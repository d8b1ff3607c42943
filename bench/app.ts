import { join } from 'node:path';
import { App } from 'cdktf';
import { engineNames } from '../migration/migration';
import { AuroraStack, bundleHandler, loadSchema, parseSettings } from '../stacks';
import type { AppReport } from './run-app';

// main.ts, but for the folders, and the report that goes to its parent.
async function main(schemaFolder: string, outdir: string, engineName: string): Promise<void> {
  const settings = parseSettings({ DB_ENGINE: engineName });
  const schema = await loadSchema(schemaFolder, settings.engine);
  const handler = await bundleHandler(join(__dirname, '..', 'handler', 'main.ts'));

  const app = new App({ outdir });
  new AuroraStack(app, 'aurora', { settings, schema, handler });
  app.synth();

  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const report: AppReport = {
    peakMemoryBytes: maxRSS * 1024,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
  };
  process.send?.(report);
}

const [, , schemaFolder = '', outdir = '', engineName = engineNames[0]] = process.argv;
main(schemaFolder, outdir, engineName).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

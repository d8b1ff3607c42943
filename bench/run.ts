import { join } from 'node:path';
import { stopAll } from '../emulator/running';
import { goalsOf } from './run/goals';
import { type Options, readOptions, usage } from './run/options';
import { toMarkdown, toText } from './run/render';
import { runParts } from './run/run-parts';
import { readFigures } from './run/saved-figures';
import { writeDocument } from './run/write-document';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

async function main(options: Options): Promise<void> {
  const figures =
    options.from.length > 0
      ? await readFigures(options.from)
      : await runParts(options, (step) => {
          console.error(step);
        });
  const goals = goalsOf(figures.cells);
  console.log(options.json ? JSON.stringify({ ...figures, goals }, null, 2) : toText(figures));
  const wrong = figures.cells.flatMap(({ outcome }) =>
    outcome.kind === 'wrong' ? [outcome.why] : [],
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  if (options.writes) {
    await writeDocument(join(__dirname, '../docs/performance.md'), toMarkdown(figures));
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function optionsOrUsage(): Options | undefined {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === undefined) console.log(usage);
    return options;
  } catch (error) {
    fail(error);
    console.error(usage);
    return undefined;
  }
}

const options = optionsOrUsage();
if (options !== undefined) void main(options).catch(fail).finally(stopAll);

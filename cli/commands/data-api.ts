import { Option, type Command } from 'commander';
import type { DataApiOptions } from '../actions/data-api';
import type { Perform } from '../perform';
import { jsonOption, localOption, urlOption, wholeNumber } from './options';

export function defineDataApi(program: Command, perform: Perform): void {
  program
    .command('data-api')
    .description(
      'Serve a local Data API, on this machine only, until interrupted. ' +
        'Without --local and --url, over an embedded PostgreSQL in memory.',
    )
    .addOption(
      new Option('--port <port>', 'Port; with 0 the system chooses.')
        .default(8080)
        .argParser(wholeNumber(0, 65_535)),
    )
    .addOption(localOption())
    .addOption(urlOption())
    .addOption(
      new Option('--call-timeout-ms <ms>', 'How long a call may take. (default: 45000)').argParser(
        wholeNumber(1, 3_600_000),
      ),
    )
    .addOption(
      new Option('--paused [ms]', 'Begin as a paused cluster, which takes MS to resume.')
        .preset('15000')
        .argParser(wholeNumber(0, 3_600_000)),
    )
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action((options: DataApiOptions) =>
      perform(async (environment) => {
        const { dataApiAction } = await import('../actions/data-api');
        return dataApiAction(options, environment);
      }),
    );
}

const help = `
Examples:
  aurora-migrate data-api --local
  aurora-migrate data-api --url mysql://me:secret@localhost/shop --port 0 --json

With --json the first line is {"endpoint","resourceArn","secretArn","database"}.
Exit codes: 0 interrupted and closed, 1 it cannot serve, 2 wrong usage.`;

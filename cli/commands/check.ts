import type { Command } from 'commander';
import type { CheckOptions } from '../actions/check';
import type { Perform } from '../perform';
import { jsonOption, schemaOption, scriptEngineOption } from './options';

export function defineCheck(program: Command, perform: Perform): void {
  program
    .command('check')
    .description('Say everything that is wrong in the scripts. Needs no database.')
    .addOption(schemaOption())
    .addOption(scriptEngineOption())
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action((options: CheckOptions) =>
      perform(async (environment) => {
        const { checkAction } = await import('../actions/check');
        return checkAction(options, environment);
      }),
    );
}

const help = `
Examples:
  aurora-migrate check
  aurora-migrate check --schema db/schema --engine aurora-mysql

Exit codes: 0 no problem, 1 problems, 2 wrong usage.`;

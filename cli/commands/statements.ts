import type { Command } from 'commander';
import type { StatementsOptions } from '../actions/statements';
import type { Perform } from '../perform';
import { jsonOption, scriptEngineOption } from './options';

export function defineStatements(program: Command, perform: Perform): void {
  program
    .command('statements')
    .argument('<files...>', 'SQL files, of any name.')
    .description('Show how files are split into statements.')
    .addOption(scriptEngineOption())
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action((files: readonly string[], options: Omit<StatementsOptions, 'files'>) =>
      perform(async (environment) => {
        const { statementsAction } = await import('../actions/statements');
        return statementsAction({ ...options, files }, environment);
      }),
    );
}

const help = `
Examples:
  aurora-migrate statements schema/*.sql
  aurora-migrate statements --engine aurora-mysql --json dump.sql

Exit codes: 0 no error, 1 a file has errors, 2 wrong usage.`;

import type { Command } from 'commander';
import type { SchemaOptions } from '../context';
import type { Perform } from '../perform';
import { addSchemaOptions } from './options';

export function defineStatus(program: Command, perform: Perform): void {
  addSchemaOptions(program.command('status'))
    .description('Show the history against the folder, script by script. Changes nothing.')
    .addHelpText('after', help)
    .action((options: SchemaOptions) =>
      perform(async (environment) => {
        const { statusAction } = await import('../actions/status');
        return statusAction(options, environment);
      }),
    );
}

const help = `
Examples:
  aurora-migrate status --local
  aurora-migrate status --url postgres://me:secret@localhost/shop --json

Exit codes: 0 every script is applied, pending or running, 1 one needs attention (failed,
interrupted, unknown, changed, missing, out of order), 2 wrong usage.`;

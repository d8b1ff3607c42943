import type { Command } from 'commander';
import type { SchemaOptions } from '../context';
import type { Perform } from '../perform';
import { addSchemaOptions } from './options';

export function defineMigrate(program: Command, perform: Perform): void {
  addSchemaOptions(program.command('migrate'))
    .description('Apply what is pending.')
    .addHelpText('after', help)
    .action((options: SchemaOptions) =>
      perform(async (environment) => {
        const { migrateAction } = await import('../actions/migrate');
        return migrateAction(options, environment);
      }),
    );
}

const help = `
Examples:
  aurora-migrate migrate --local
  aurora-migrate migrate --schema db/schema --url mysql://me:secret@localhost/shop

Exit codes: 0 nothing is pending any more, 1 refused or failed, 2 wrong usage, 130 interrupted.`;

import type { Command } from 'commander';
import { repairActions } from '../../migration/repair/request';
import type { RepairOptions } from '../actions/repair';
import type { Perform } from '../perform';
import { addTargetOptions, engineOption, jsonOption, schemaOption } from './options';

export function defineRepair(program: Command, perform: Perform): void {
  const command = program
    .command('repair')
    .argument('<version>', 'Version of the script.')
    .description('Change one row of the history by one of five repairs, and leave a trace of it.');
  for (const action of repairActions) command.option(`--${action}`, descriptions[action], false);
  command
    .option('--undone', 'With --remove-failed: its applied statements are undone by hand.', false)
    .option('--by <name>', 'Who does it, for the trace. (default: the user of the system)')
    .option('--yes', 'Do it without asking.', false)
    .option('--confirm <token>', 'Do it if it is still what was shown with this token.')
    .addOption(schemaOption())
    .addOption(engineOption('Engine of the database, where --local and --url do not say it.'));
  addTargetOptions(command)
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action((version: string, options: Omit<RepairOptions, 'version'>) =>
      perform(async (environment) => {
        const { repairAction } = await import('../actions/repair');
        return repairAction({ ...options, version }, environment);
      }),
    );
}

const descriptions: Readonly<Record<(typeof repairActions)[number], string>> = {
  'remove-failed': 'A failed script counts as pending, from its first statement on.',
  'statement-applied': 'The statement whose outcome is unknown was applied.',
  'statement-not-applied': 'The statement whose outcome is unknown was not applied.',
  'accept-checksum': 'The file as it is now counts as what was applied.',
  forget: 'A script that is missing from the folder is not in the history any more.',
};

const help = `
It shows what it will do, and asks. Without a terminal, and without --yes and --confirm, it only shows.

Examples:
  aurora-migrate repair 7 --statement-applied --url postgres://me:secret@localhost/shop
  aurora-migrate repair 7 --forget --yes --by anna --local

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 shown and not confirmed.`;

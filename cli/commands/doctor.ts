import type { Command } from 'commander';
import type { DoctorOptions } from '../actions/doctor';
import type { Perform } from '../perform';
import { addTargetOptions, jsonOption } from './options';

export function defineDoctor(program: Command, perform: Perform): void {
  addTargetOptions(program.command('doctor'))
    .description(
      'Ask a database and its Data API whether migrations can run. Leaves nothing behind.',
    )
    .option('--slow', 'Ask also what takes minutes: what becomes of long calls.', false)
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action((options: DoctorOptions) =>
      perform(async (environment) => {
        const { doctorAction } = await import('../actions/doctor');
        return doctorAction(options, environment);
      }),
    );
}

const help = `
Examples:
  aurora-migrate doctor --cluster-arn arn:aws:rds:… --secret-arn arn:aws:secretsmanager:… --database shop
  aurora-migrate doctor --local

Exit codes: 0 migrations run, 1 they cannot, 2 wrong usage, 130 interrupted.`;

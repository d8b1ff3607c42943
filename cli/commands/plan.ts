import type { Command } from 'commander';
import type { SchemaOptions } from '../context';
import type { Perform } from '../perform';
import { addSchemaOptions } from './options';

export function definePlan(program: Command, perform: Perform): void {
  addSchemaOptions(program.command('plan'))
    .description('Say what "migrate" would apply, and what is wrong. Changes nothing.')
    .addHelpText('after', help)
    .action((options: SchemaOptions) =>
      perform(async (environment) => {
        const { planAction } = await import('../actions/plan');
        return planAction(options, environment);
      }),
    );
}

const help = `
Examples:
  aurora-migrate plan --local
  aurora-migrate plan --cluster-arn arn:aws:rds:… --secret-arn arn:aws:secretsmanager:… --database shop

Exit codes: 0 "migrate" can run (also when nothing is pending), 1 it would refuse, 2 wrong usage.`;

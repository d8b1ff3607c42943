import { Command, Help } from 'commander';
import { toolVersion } from '../migration/tool-version';
import { defineCheck } from './commands/check';
import { defineDataApi } from './commands/data-api';
import { defineDoctor } from './commands/doctor';
import { defineMigrate } from './commands/migrate';
import { definePlan } from './commands/plan';
import { defineRepair } from './commands/repair';
import { defineStatements } from './commands/statements';
import { defineStatus } from './commands/status';
import type { Environment } from './environment';
import type { ExitCode } from './exit-codes';
import type { Perform } from './perform';

/** The command line. What a command does is loaded only when it runs, so that help is quick. */
export function createProgram(
  environment: Environment,
  noteExitCode: (exitCode: ExitCode) => void,
): Command {
  const { stdout, stderr } = environment;
  const perform: Perform = async (work) => {
    noteExitCode(await work(environment));
  };
  const program = new Command('aurora-migrate')
    .description('SQL scripts for serverless Aurora, applied exactly once, over the RDS Data API.')
    .version(toolVersion, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => {
        stdout.write(text);
      },
      writeErr: (text) => {
        stderr.write(text);
      },
      // Errors are told in one place, run.ts.
      outputError: () => undefined,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .configureHelp({
      optionDescription: (option) =>
        new Help().optionDescription(option).replace(' (default: false)', ''),
    })
    .exitOverride()
    .addHelpText('after', help);
  for (const define of [
    defineMigrate,
    definePlan,
    defineStatus,
    defineRepair,
    defineCheck,
    defineStatements,
    defineDataApi,
    defineDoctor,
  ]) {
    define(program, perform);
  }
  return program;
}

const helpWidth = 100;

const help = `
Examples:
  aurora-migrate migrate --local
  aurora-migrate status --url postgres://me:secret@localhost/shop

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
AURORA_MIGRATE_DEBUG=1 adds the place in the code to an error.`;

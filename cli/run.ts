import { CommanderError } from 'commander';
import { colorsOf } from './colors';
import type { Environment } from './environment';
import { exitCodes, type ExitCode } from './exit-codes';
import { failureJson, reportFailure } from './failure';
import { toJsonLine } from './json';
import { withoutPasswords } from './passwords';
import { createProgram } from './program';
import { UsageError } from './usage-error';

/** Runs one command line, without the node and the script in front. */
export async function run(
  commandLine: readonly string[],
  environment: Environment,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(environment, (code) => {
    exitCode = code;
  });
  const json = commandLine.includes('--json');
  const names = program.commands.map((command) => command.name());
  const command = commandLine.slice(0, 1).filter((argument) => names.includes(argument));
  const wrongUsage = (error: UsageError) =>
    reportWrongUsage(error, ['aurora-migrate', ...command].join(' '), json, environment);
  try {
    await program.parseAsync(commandLine, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done;
      // No command: commander has printed the help instead of an error.
      if (error.code === 'commander.help') return exitCodes.wrongUsage;
      return wrongUsage(usageErrorOf(error));
    }
    return error instanceof UsageError
      ? wrongUsage(error)
      : reportFailure(error, environment, { json });
  }
}

/** As text in each case, since the caller did not get what it wanted; also as JSON if it asked for it. */
function reportWrongUsage(
  error: UsageError,
  command: string,
  json: boolean,
  { stdout, stderr, variables }: Environment,
): ExitCode {
  const { red } = colorsOf(stderr, variables);
  stderr.write(
    `${red('Wrong usage:')} ${withoutPasswords(error.message)}\nSee "${command} --help".\n`,
  );
  if (json) stdout.write(toJsonLine({ error: failureJson(error) }));
  return exitCodes.wrongUsage;
}

function usageErrorOf({ message }: CommanderError): UsageError {
  const text = message.replace(/^error: /, '').replace(/\n\((Did you mean .*)\)$/, ' ($1)');
  return new UsageError(/[.?)]$/.test(text) ? text : `${text}.`);
}

import { InvalidArgumentError, Option, type Command } from 'commander';
import { engineNames } from '../../migration/migration';
import { defaultDataFolder, defaultEngine } from '../target';

/** Options of the commands that hold a folder against a database. */
export function addSchemaOptions(command: Command): Command {
  return addTargetOptions(
    command
      .addOption(schemaOption())
      .addOption(
        engineOption(`Engine of the database. (default: of --url, else "${defaultEngine}")`),
      ),
  )
    .option('--out-of-order', 'Take pending scripts older than the newest applied one.', false)
    .addOption(jsonOption());
}

/** Options that name a database. */
export function addTargetOptions(command: Command): Command {
  return command
    .addOption(localOption())
    .addOption(urlOption())
    .option('--cluster-arn <arn>', 'ARN of an Aurora cluster. Needs the next two as well.')
    .option('--secret-arn <arn>', "ARN of the secret with the database user's password.")
    .option('--database <name>', "Name of the cluster's database.");
}

export function schemaOption(): Option {
  return new Option('--schema <dir>', 'Folder of the scripts.')
    .default('schema')
    .argParser(folderName);
}

export function engineOption(description: string): Option {
  return new Option('--engine <engine>', description).choices(engineNames);
}

/** For the commands that need no database, and hence cannot learn the engine from it. */
export function scriptEngineOption(): Option {
  return engineOption('Engine that the scripts are for.').default(defaultEngine);
}

export function localOption(): Option {
  return new Option(
    '--local [dir]',
    `An embedded PostgreSQL, with its data in DIR. (default: "${defaultDataFolder}")`,
  ).argParser(folderName);
}

export function urlOption(): Option {
  return new Option(
    '--url <url>',
    'A server: postgres://user:password@host/database or mysql://….',
  );
}

export function jsonOption(): Option {
  return new Option('--json', 'Print JSON (docs/commands.md).').default(false);
}

// An empty one is a variable of a shell that is not set, and would be the folder one is in.
function folderName(value: string): string {
  if (value === '') throw new InvalidArgumentError('It must name a folder.');
  return value;
}

/** Parser of an option that is a whole number within bounds. */
export function wholeNumber(minimum: number, maximum: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= minimum && number <= maximum) return number;
    throw new InvalidArgumentError(
      `It must be a whole number from ${String(minimum)} to ${String(maximum)}.`,
    );
  };
}

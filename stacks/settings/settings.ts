import { engineNames, type EngineName } from '../../migration/migration';
import { findDatabaseNameProblem, findUserNameProblem } from './database-names';
import { defaultEngineVersions, findVersionProblem } from './engine-versions';
import { SettingsError } from './settings-error';

/** What the environment may choose. docs/terraform.md lists the variables. */
export interface Settings {
  /**
   * The account to deploy to; with credentials for another one Terraform stops.
   *
   * @default that of the credentials
   */
  readonly accountId?: string;
  /**
   * The region to deploy to.
   *
   * @default that of the credentials' profile
   */
  readonly region?: string;
  readonly engine: EngineName;
  readonly engineVersion: string;
  readonly databaseName: string;
  readonly userName: string;
  readonly isDeletionProtected: boolean;
  readonly keepsFinalSnapshot: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings. A variable that is empty counts as not set.
 *
 * @throws SettingsError with everything that is wrong
 */
export function parseSettings(environment: Environment): Settings {
  const reader = new Reader(environment);
  const accountId = reader.read('AWS_ACCOUNT_ID', findAccountProblem);
  const region =
    reader.read('AWS_REGION', findRegionProblem) ??
    reader.read('AWS_DEFAULT_REGION', findRegionProblem);
  const engine = reader.readChoice('DB_ENGINE', engineNames);

  // The rules of these depend on the engine: of a wrong one, nothing true can be said.
  const readFor = (name: string, find: EngineRule, fallback: string): string =>
    engine === undefined
      ? fallback
      : (reader.read(name, (value) => find(engine, value), fallback) ?? fallback);
  const engineVersion = readFor(
    'DB_ENGINE_VERSION',
    findVersionProblem,
    defaultEngineVersions[engine ?? engineNames[0]],
  );
  const databaseName = readFor('DB_NAME', findDatabaseNameProblem, 'anonfed');
  const userName = readFor('DB_USERNAME', findUserNameProblem, 'admin_user');
  const deletionProtection = reader.readChoice('DB_DELETION_PROTECTION', switches);
  const finalSnapshot = reader.readChoice('DB_FINAL_SNAPSHOT', switches);

  if (engine === undefined || reader.problems.length > 0) throw new SettingsError(reader.problems);
  return {
    ...(accountId !== undefined && { accountId }),
    ...(region !== undefined && { region }),
    engine,
    engineVersion,
    databaseName,
    userName,
    isDeletionProtected: deletionProtection === 'on',
    keepsFinalSnapshot: finalSnapshot === 'on',
  };
}

type EngineRule = (engine: EngineName, value: string) => string | undefined;

const switches = ['on', 'off'] as const;

function findAccountProblem(value: string): string | undefined {
  return /^\d{12}$/.test(value) ? undefined : 'an account id has 12 digits; correct it';
}

function findRegionProblem(value: string): string | undefined {
  return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(value)
    ? undefined
    : 'a region looks like eu-central-1; correct it';
}

/** Collects what is wrong while it reads. */
class Reader {
  readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** Returns undefined when the variable is not set. */
  read(
    name: string,
    find: (value: string) => string | undefined,
    fallback?: string,
  ): string | undefined {
    const value = this.environment[name]?.trim() ?? '';
    if (value === '') return undefined;

    const problem = find(value);
    if (problem !== undefined) {
      const orDefault = `or leave it out for ${fallback ?? 'that of your AWS configuration'}`;
      this.problems.push(`${name} is "${value}": ${problem}, ${orDefault}`);
    }
    return value;
  }

  /** Returns the first choice when the variable is not set, undefined when it is none of them. */
  readChoice<T extends string>(name: string, choices: readonly [T, ...T[]]): T | undefined {
    const find = (value: string) =>
      choices.some((choice) => choice === value)
        ? undefined
        : `it is ${choices.join(' or ')}; set one of them`;
    const value = this.read(name, find, choices[0]) ?? choices[0];
    return choices.find((choice) => choice === value);
  }
}

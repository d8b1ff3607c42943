import { engineNames, type EngineName } from '../../migration/migration';
import { minutesRule } from '../rules/migration-minutes';
import type { StateBackend } from '../state-backend';
import { findAccountProblem, findRegionProblem } from './aws-rules';
import { findDatabaseNameProblem, findUserNameProblem } from './database-names';
import { defaultEngineVersions, findVersionProblem } from './engine-versions';
import { Reader, type Environment } from './reader';
import { SettingsError } from './settings-error';
import { readState } from './state-settings';

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
  /** Whether pending scripts may run that are older than the newest applied one. */
  readonly allowsOutOfOrder: boolean;
  /**
   * How long the migrations of one deployment may take.
   *
   * @default the time of one invocation of the function
   */
  readonly migrationMinutes?: number;
  /**
   * The folder with the scripts. A relative one counts from where the app is synthesized.
   *
   * @default the app's own
   */
  readonly schemaFolder?: string;
  /**
   * Where the function finds the scripts, for emulators that do not mount a layer at `/opt`.
   *
   * @default /opt/schema
   */
  readonly schemaPath?: string;
  /** Where Terraform keeps the state. */
  readonly state: StateBackend;
}

/**
 * Reads the settings. A variable that is empty counts as not set.
 *
 * @throws SettingsError with everything that is wrong
 */
export function parseSettings(environment: Environment): Settings {
  const reader = new Reader(environment);
  const configured = 'that of your AWS configuration';
  const accountId = reader.read('AWS_ACCOUNT_ID', findAccountProblem, configured);
  const region =
    reader.read('AWS_REGION', findRegionProblem, configured) ??
    reader.read('AWS_DEFAULT_REGION', findRegionProblem, configured);
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
  const outOfOrder = reader.readChoice('OUT_OF_ORDER', ['off', 'on']);
  const minutes = reader.read('MIGRATION_MINUTES', findMinutesProblem, 'one invocation');
  const schemaFolder = reader.read('SCHEMA_FOLDER', accept);
  const schemaPath = reader.read('SCHEMA_PATH', accept);
  const state = readState(reader, region);

  if (engine === undefined || state === undefined || reader.problems.length > 0) {
    throw new SettingsError(reader.problems);
  }
  return {
    ...(accountId !== undefined && { accountId }),
    ...(region !== undefined && { region }),
    engine,
    engineVersion,
    databaseName,
    userName,
    isDeletionProtected: deletionProtection === 'on',
    keepsFinalSnapshot: finalSnapshot === 'on',
    allowsOutOfOrder: outOfOrder === 'on',
    ...(minutes !== undefined && { migrationMinutes: Number(minutes) }),
    ...(schemaFolder !== undefined && { schemaFolder }),
    ...(schemaPath !== undefined && { schemaPath }),
    state,
  };
}

const findMinutesProblem = (value: string): string | undefined =>
  minutesRule(/^\d+$/.test(value) ? Number(value) : Number.NaN);

// What is wrong with a path is told by whoever opens it.
const accept = (): undefined => undefined;

type EngineRule = (engine: EngineName, value: string) => string | undefined;

const switches = ['on', 'off'] as const;

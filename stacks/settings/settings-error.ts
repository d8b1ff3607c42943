import { MigrationError } from '../../migration/errors';

/** Settings of the environment that cannot be deployed. Holds every problem. */
export class SettingsError extends MigrationError {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly string[]) {
    const title =
      problems.length === 1 ? '1 setting is wrong' : `${problems.length} settings are wrong`;
    super([`${title}:`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

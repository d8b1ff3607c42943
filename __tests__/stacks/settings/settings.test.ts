import { parseSettings } from '../../../stacks/settings/settings';
import { SettingsError } from '../../../stacks/settings/settings-error';

describe('parseSettings', () => {
  it('needs nothing', () => {
    expect(parseSettings({})).toEqual({
      engine: 'aurora-postgresql',
      engineVersion: '16.8',
      databaseName: 'anonfed',
      userName: 'admin_user',
      isDeletionProtected: true,
      keepsFinalSnapshot: true,
      allowsOutOfOrder: false,
      state: { kind: 'local' },
    });
  });

  it('takes everything from the environment', () => {
    const settings = parseSettings({
      AWS_ACCOUNT_ID: '123456789012',
      AWS_REGION: 'us-gov-west-1',
      DB_ENGINE: 'aurora-mysql',
      DB_ENGINE_VERSION: '8.0.mysql_aurora.3.08.2',
      DB_NAME: 'shop',
      DB_USERNAME: 'owner',
      DB_DELETION_PROTECTION: 'off',
      DB_FINAL_SNAPSHOT: 'off',
      OUT_OF_ORDER: 'on',
      MIGRATION_MINUTES: '60',
      SCHEMA_FOLDER: 'db/scripts',
      SCHEMA_PATH: 'layer/schema',
      STATE_PATH: 'state',
    });

    expect(settings).toEqual({
      accountId: '123456789012',
      region: 'us-gov-west-1',
      engine: 'aurora-mysql',
      engineVersion: '8.0.mysql_aurora.3.08.2',
      databaseName: 'shop',
      userName: 'owner',
      isDeletionProtected: false,
      keepsFinalSnapshot: false,
      allowsOutOfOrder: true,
      migrationMinutes: 60,
      schemaFolder: 'db/scripts',
      schemaPath: 'layer/schema',
      state: { kind: 'local', folder: 'state' },
    });
  });

  it('takes the version that fits the engine', () => {
    expect(parseSettings({ DB_ENGINE: 'aurora-mysql' }).engineVersion).toBe(
      '8.0.mysql_aurora.3.10.1',
    );
  });

  it('falls back on AWS_DEFAULT_REGION, as the SDKs do', () => {
    expect(parseSettings({ AWS_DEFAULT_REGION: 'eu-west-1' }).region).toBe('eu-west-1');
    expect(
      parseSettings({ AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-west-1' }).region,
    ).toBe('eu-north-1');
  });

  it('takes an empty variable for none', () => {
    expect(parseSettings({ DB_NAME: '', DB_FINAL_SNAPSHOT: ' ' })).toMatchObject({
      databaseName: 'anonfed',
      keepsFinalSnapshot: true,
    });
  });

  it('refuses everything that is wrong at once', () => {
    const parsing = () =>
      parseSettings({
        AWS_ACCOUNT_ID: '1234',
        AWS_REGION: 'Frankfurt',
        DB_ENGINE_VERSION: '16.2',
        DB_NAME: '2shop',
        DB_USERNAME: 'admin',
        DB_DELETION_PROTECTION: 'no',
        DB_FINAL_SNAPSHOT: 'false',
        MIGRATION_MINUTES: '1h',
        STATE_PATH: 'shop.tfstate',
      });

    expect(parsing).toThrow(
      new SettingsError([
        'AWS_ACCOUNT_ID is "1234": an account id has 12 digits; correct it, or leave it out for ' +
          'that of your AWS configuration',
        'AWS_REGION is "Frankfurt": a region looks like eu-central-1; correct it, or leave it out ' +
          'for that of your AWS configuration',
        'DB_ENGINE_VERSION is "16.2": Aurora PostgreSQL 16 has the Data API from 16.1 on and ' +
          'scales to zero from 16.3 on; use 16.3 or later, or leave it out for 16.8',
        'DB_NAME is "2shop": a database name of Aurora PostgreSQL has 1 to 63 ASCII letters, ' +
          'digits and underscores and begins with a letter; choose one that does, or leave it ' +
          'out for anonfed',
        'DB_USERNAME is "admin": Aurora PostgreSQL keeps this name for itself; choose another, ' +
          'or leave it out for admin_user',
        'DB_DELETION_PROTECTION is "no": it is on or off; set one of them, or leave it out for on',
        'DB_FINAL_SNAPSHOT is "false": it is on or off; set one of them, or leave it out for on',
        'MIGRATION_MINUTES is "1h": it is a whole number from 1 to 1440; choose one, or leave it out ' +
          'for one invocation',
        'STATE_PATH is "shop.tfstate": it is a folder, in which each stack has a file ' +
          'terraform.<stack>.tfstate; name the folder, or leave it out for the folder that holds ' +
          'cdktf.out',
      ]),
    );
  });

  it('refuses an engine that it does not know, and says nothing about what depends on it', () => {
    const parsing = () => parseSettings({ DB_ENGINE: 'postgres', DB_ENGINE_VERSION: '9' });

    expect(parsing).toThrow(
      '1 setting is wrong:\n' +
        '  DB_ENGINE is "postgres": it is aurora-postgresql or aurora-mysql; set one of them, or ' +
        'leave it out for aurora-postgresql',
    );
  });
});

import {
  defaultEngineVersions,
  findVersionProblem,
  isMajorVersion,
} from '../../../stacks/settings/engine-versions';

describe('findVersionProblem', () => {
  it.each(['13.15', '14.12', '15.7', '16.3', '17.4', '16.10', '18.1', '16', '17'])(
    'takes Aurora PostgreSQL %s',
    (version) => {
      expect(findVersionProblem('aurora-postgresql', version)).toBeUndefined();
    },
  );

  it.each(['8.0.mysql_aurora.3.08.0', '8.0.mysql_aurora.3.10.1', '8.4.mysql_aurora.8.4.7', '8.0'])(
    'takes Aurora MySQL %s',
    (version) => {
      expect(findVersionProblem('aurora-mysql', version)).toBeUndefined();
    },
  );

  it('takes its own defaults', () => {
    expect(
      findVersionProblem('aurora-postgresql', defaultEngineVersions['aurora-postgresql']),
    ).toBeUndefined();
    expect(
      findVersionProblem('aurora-mysql', defaultEngineVersions['aurora-mysql']),
    ).toBeUndefined();
  });

  it.each(['13.14', '14.11', '15.6', '16.2', '17.3'])(
    'refuses Aurora PostgreSQL %s, which is one too old',
    (version) => {
      expect(findVersionProblem('aurora-postgresql', version)).toMatch(/; use \S+ or later$/);
    },
  );

  it('refuses a PostgreSQL that never scales to zero', () => {
    expect(findVersionProblem('aurora-postgresql', '12.22')).toBe(
      'Aurora PostgreSQL 12 does not scale to zero; use 13.15 or later',
    );
  });

  it.each(['8.0.mysql_aurora.3.07.1', '5.7.mysql_aurora.2.12.0', '5.7'])(
    'refuses Aurora MySQL %s',
    (version) => {
      expect(findVersionProblem('aurora-mysql', version)).toBe(
        'Aurora MySQL has the Data API from 3.07 on and scales to zero from 3.08 on; ' +
          'use 8.0.mysql_aurora.3.08.0 or later',
      );
    },
  );

  it.each(['latest', '16.8-limitless', '16.8.1', '8.0.mysql_aurora.3.10.1'])(
    'refuses %s as a version of Aurora PostgreSQL',
    (version) => {
      expect(findVersionProblem('aurora-postgresql', version)).toBe(
        'a version of Aurora PostgreSQL looks like 16.8, or 16',
      );
    },
  );

  it.each(['3.08.0', '8.0.35', '16.8'])('refuses %s as a version of Aurora MySQL', (version) => {
    expect(findVersionProblem('aurora-mysql', version)).toBe(
      'a version of Aurora MySQL looks like 8.0.mysql_aurora.3.10.1, or 8.0',
    );
  });
});

describe('isMajorVersion', () => {
  it('tells a version that leaves the patch to AWS', () => {
    expect(isMajorVersion('aurora-postgresql', '16')).toBe(true);
    expect(isMajorVersion('aurora-postgresql', '16.8')).toBe(false);
    expect(isMajorVersion('aurora-mysql', '8.0')).toBe(true);
    expect(isMajorVersion('aurora-mysql', '8.0.mysql_aurora.3.10.1')).toBe(false);
  });
});

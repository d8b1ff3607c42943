import {
  findDatabaseNameProblem,
  findUserNameProblem,
} from '../../../stacks/settings/database-names';

describe('findDatabaseNameProblem', () => {
  it('takes 63 characters for PostgreSQL and 64 for MySQL', () => {
    expect(findDatabaseNameProblem('aurora-postgresql', 'a'.repeat(63))).toBeUndefined();
    expect(findDatabaseNameProblem('aurora-mysql', 'a'.repeat(64))).toBeUndefined();
  });

  it.each(['a'.repeat(64), '1st', '_x', 'my-db', 'naïve', 'a b'])(
    'refuses %s for PostgreSQL',
    (name) => {
      expect(findDatabaseNameProblem('aurora-postgresql', name)).toBe(
        'a database name of Aurora PostgreSQL has 1 to 63 ASCII letters, digits and underscores ' +
          'and begins with a letter; choose one that does',
      );
    },
  );

  it('refuses the reserved words of the engine only', () => {
    expect(findDatabaseNameProblem('aurora-postgresql', 'Order')).toBe(
      'this is a reserved word of Aurora PostgreSQL; choose another',
    );
    expect(findDatabaseNameProblem('aurora-mysql', 'rank')).toBe(
      'this is a reserved word of Aurora MySQL; choose another',
    );
    expect(findDatabaseNameProblem('aurora-postgresql', 'rank')).toBeUndefined();
  });

  it('refuses databases that exist already', () => {
    expect(findDatabaseNameProblem('aurora-postgresql', 'template1')).toBe(
      'Aurora PostgreSQL keeps this name for itself; choose another',
    );
    expect(findDatabaseNameProblem('aurora-mysql', 'mysql')).toBe(
      'Aurora MySQL keeps this name for itself; choose another',
    );
    expect(findDatabaseNameProblem('aurora-postgresql', 'mysql')).toBeUndefined();
  });

  it('refuses the prefix of PostgreSQL', () => {
    expect(findDatabaseNameProblem('aurora-postgresql', 'pg_shop')).toBe(
      'Aurora PostgreSQL keeps names that begin with pg_ for itself; choose another',
    );
  });
});

describe('findUserNameProblem', () => {
  it('refuses more than 16 characters for MySQL', () => {
    expect(findUserNameProblem('aurora-mysql', 'a'.repeat(17))).toBe(
      'a user name of Aurora MySQL has 1 to 16 ASCII letters, digits and underscores and begins ' +
        'with a letter; choose one that does',
    );
    expect(findUserNameProblem('aurora-postgresql', 'a'.repeat(17))).toBeUndefined();
  });

  it('refuses admin for PostgreSQL, which MySQL takes', () => {
    expect(findUserNameProblem('aurora-postgresql', 'admin')).toBe(
      'Aurora PostgreSQL keeps this name for itself; choose another',
    );
    expect(findUserNameProblem('aurora-mysql', 'admin')).toBeUndefined();
  });
});

import { createPackage } from '../../../stacks/packaging/package';

function packageOf(...names: readonly string[]) {
  return () => createPackage(names.map((name) => ({ name, content: Buffer.from('') })));
}

describe('the names in an archive', () => {
  it('may have anything that stays below its root', () => {
    expect(packageOf('index.mjs', "schema/V1__x'); drop table t;--.sql", 'a..b/...')).not.toThrow();
  });

  it('are refused, all of them at once, where they leave it or hide each other', () => {
    const names = [
      '../a.sql',
      'schema/../../a.sql',
      '/etc/passwd',
      './a.sql',
      'schema//a.sql',
      '',
      '..\\a.sql',
      'C:/a.sql',
      'a\0.sql',
      'schema/é.sql',
      'schema/É.sql',
      'schema/e\u0301.sql',
    ];

    expect(packageOf(...names)).toThrow(
      new Error(`An archive cannot have these names:
  "../a.sql" is not a path below the root of the archive; rename it
  "schema/../../a.sql" is not a path below the root of the archive; rename it
  "/etc/passwd" is not a path below the root of the archive; rename it
  "./a.sql" is not a path below the root of the archive; rename it
  "schema//a.sql" is not a path below the root of the archive; rename it
  "" is not a path below the root of the archive; rename it
  "..\\a.sql" has a backslash, a separator on Windows; rename it
  "C:/a.sql" begins with a drive; rename it
  "a\\u0000.sql" has a control character; rename it
  "schema/É.sql" is "schema/é.sql" to some file systems; rename it
  "schema/e\u0301.sql" is "schema/É.sql" to some file systems; rename it`),
    );
  });
});

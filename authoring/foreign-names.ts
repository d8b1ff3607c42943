/** Says what a file is to the tool that named it so, where we know the tool but not its feature. */
export function foreignConvention(file: string): string | undefined {
  return conventions.find(({ pattern }) => pattern.test(file))?.problem;
}

const conventions = [
  {
    pattern: /^u[0-9][0-9._]*__.*\.sql$/i,
    problem: 'is an undo script of Flyway, which is not supported yet; move it out of the folder',
  },
  {
    pattern: /^r__.*\.sql$/i,
    problem:
      'is a repeatable migration of Flyway, which is not supported yet; ' +
      'give it a version, such as V2__create_views.sql',
  },
  {
    pattern: /^b[0-9][0-9._]*__.*\.sql$/i,
    problem:
      'is a baseline migration of Flyway, which is not supported yet; ' +
      'give it a version, such as V2__create_tables.sql',
  },
  {
    pattern: /\.sql\.conf$/i,
    problem:
      'is a script configuration of Flyway, which is not supported; delete it, ' +
      'since statements that cannot run in a transaction are recognized without it',
  },
  {
    pattern: /\.down\.sql$/i,
    problem:
      'is the down half of a pair, as golang-migrate has them, which is not supported yet; ' +
      'move it out of the folder',
  },
  {
    pattern: /\.up\.sql$/i,
    problem:
      'is the up half of a pair, as golang-migrate has them, which is not supported yet; ' +
      'remove ".up" from its name',
  },
] as const;

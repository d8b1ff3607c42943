import type { EngineName } from '../../migration/migration';
import { reservedWords } from './reserved-words';

/** Says why a database cannot have this name, with the fix; undefined when it can. */
export function findDatabaseNameProblem(engine: EngineName, name: string): string | undefined {
  const { label, databaseLength } = rules[engine];
  return (
    findShapeProblem(`a database name of ${label}`, databaseLength, name) ??
    findReservedProblem(engine, name, rules[engine].databases)
  );
}

/** Says why the master user cannot have this name, with the fix; undefined when it can. */
export function findUserNameProblem(engine: EngineName, name: string): string | undefined {
  const { label, userLength } = rules[engine];
  return (
    findShapeProblem(`a user name of ${label}`, userLength, name) ??
    findReservedProblem(engine, name, rules[engine].users)
  );
}

// RDS refuses names that exist already and those of its own users, and says so only at apply.
const rules = {
  'aurora-postgresql': {
    label: 'Aurora PostgreSQL',
    databaseLength: 63,
    userLength: 63,
    databases: ['postgres', 'rdsadmin', 'template0', 'template1'],
    users: ['admin', 'public', 'rdsadmin', 'rds_superuser', 'rdsrepladmin'],
  },
  'aurora-mysql': {
    label: 'Aurora MySQL',
    databaseLength: 64,
    userLength: 16,
    databases: ['information_schema', 'mysql', 'performance_schema', 'rdsadmin', 'sys'],
    users: ['public', 'rdsadmin', 'rdsrepladmin', 'root'],
  },
} as const;

function findShapeProblem(item: string, maxLength: number, name: string): string | undefined {
  if (name.length <= maxLength && /^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return undefined;
  return (
    `${item} has 1 to ${maxLength} ASCII letters, digits and underscores and begins with a ` +
    'letter; choose one that does'
  );
}

function findReservedProblem(
  engine: EngineName,
  name: string,
  taken: readonly string[],
): string | undefined {
  const folded = name.toLowerCase();
  if (engine === 'aurora-postgresql' && folded.startsWith('pg_')) {
    return 'Aurora PostgreSQL keeps names that begin with pg_ for itself; choose another';
  }
  if (taken.includes(folded))
    return `${rules[engine].label} keeps this name for itself; choose another`;
  if (reservedWords[engine].has(folded)) {
    return `this is a reserved word of ${rules[engine].label}; choose another`;
  }
  return undefined;
}

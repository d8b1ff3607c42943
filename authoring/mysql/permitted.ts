/**
 * True for a statement that MySQL 8.0 takes in PREPARE, by the list in its manual, chapter
 * "Prepared Statements", section "SQL Syntax Permitted in Prepared Statements"
 * (https://dev.mysql.com/doc/refman/8.0/en/sql-prepared-statements.html). All else is refused
 * there with error 1295. MariaDB prepares nearly everything, so only the list can tell.
 */
export function isPermittedInPrepare(leadingWords: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = leadingWords
    .slice(0, 3)
    .map((word) => same[word] ?? word);
  return (
    permitted.has(first) ||
    permitted.has(`${first} ${second}`) ||
    permitted.has(`${first} ${second} ${third}`)
  );
}

const same: Readonly<Record<string, string>> = {
  SCHEMA: 'DATABASE',
  TABLES: 'TABLE',
  REPLICA: 'SLAVE',
};

const permitted: ReadonlySet<string> = new Set([
  'ALTER TABLE',
  'ALTER USER',
  'ANALYZE TABLE',
  'CACHE INDEX',
  'CALL',
  'CHANGE MASTER',
  'CHECKSUM TABLE',
  // COMMIT is on the list too, and refused before: see refusals.ts.
  'CREATE INDEX',
  'DROP INDEX',
  'CREATE DATABASE',
  'RENAME DATABASE',
  'DROP DATABASE',
  'CREATE TABLE',
  'DROP TABLE',
  'CREATE USER',
  'RENAME USER',
  'DROP USER',
  'CREATE VIEW',
  'DROP VIEW',
  'DELETE',
  'DO',
  'FLUSH TABLE',
  'FLUSH HOSTS',
  'FLUSH PRIVILEGES',
  'FLUSH LOGS',
  'FLUSH STATUS',
  'FLUSH MASTER',
  'FLUSH SLAVE',
  'FLUSH USER_RESOURCES',
  'GRANT',
  'INSERT',
  'INSTALL PLUGIN',
  'KILL',
  'LOAD INDEX INTO',
  'OPTIMIZE TABLE',
  'RENAME TABLE',
  'REPAIR TABLE',
  'REPLACE',
  'RESET MASTER',
  'RESET SLAVE',
  'REVOKE',
  'SELECT',
  // What else a SELECT, UPDATE or DELETE can begin with.
  'WITH',
  '(',
  'SET',
  'SHOW BINLOG EVENTS',
  'SHOW CREATE PROCEDURE',
  'SHOW CREATE FUNCTION',
  'SHOW CREATE EVENT',
  'SHOW CREATE TABLE',
  'SHOW CREATE VIEW',
  'SHOW MASTER LOGS',
  'SHOW BINARY LOGS',
  'SHOW MASTER STATUS',
  'SHOW SLAVE STATUS',
  'START SLAVE',
  'STOP SLAVE',
  'TRUNCATE',
  'UNINSTALL PLUGIN',
  'UPDATE',
]);

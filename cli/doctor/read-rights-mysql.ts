import { NoAnswerError, type Line } from './line';
import { reasonOf, textOf, type Outcome } from './outcome';
import type { Rights } from './rights';

export async function readMysqlRights(line: Line, base: string): Promise<Rights> {
  const found = await line.call({
    sql: 'select current_user() as user_name, database() as database_name',
  });
  if (found.kind !== 'result') throw new NoAnswerError(reasonOf(found));
  const [user = '', database = ''] = (found.rows[0] ?? []).map(textOf);
  const missing: string[] = [];
  for (const [right, sql] of attempts(base)) {
    if (isDenied(await line.call({ sql }))) missing.push(right);
  }
  return mysqlRights({ user, database, missing });
}

/** What is missing, and whether anything can be made and dropped again. */
export function mysqlRights(facts: {
  /** As `current_user()` says it: `migrator@%`. */
  readonly user: string;
  readonly database: string;
  readonly missing: readonly string[];
}): Rights {
  const at = facts.user.lastIndexOf('@');
  const canMake = ['CREATE', 'DROP'].every((right) => !facts.missing.includes(right));
  return {
    user: `'${facts.user.slice(0, at)}'@'${facts.user.slice(at + 1)}'`,
    database: `\`${facts.database}\``,
    missing: facts.missing,
    ...(canMake && { place: 'database' }),
  };
}

// Rights granted to a role are in no table that a user may read. The server looks at rights first,
// so a statement about what is not there tells them: "denied", or "doesn't exist". The last three are
// done with a procedure that is there, since who makes one may call and drop it.
function attempts(base: string): readonly (readonly [right: string, sql: string])[] {
  const [table, other, procedure] = [`${base}_none`, `${base}_other`, `${base}_rights`];
  return [
    ['SELECT', `select 1 from ${table}`],
    ['INSERT', `insert into ${table} values (1)`],
    ['UPDATE', `update ${table} set id = 1`],
    ['DELETE', `delete from ${table}`],
    ['CREATE', `create table ${table} like ${other}`],
    ['ALTER', `alter table ${table} add id int`],
    ['DROP', `drop table if exists ${table}`],
    ['CREATE TEMPORARY TABLES', `create temporary table ${table} like ${other}`],
    ['CREATE ROUTINE', `create procedure ${procedure}() do 1`],
    ['EXECUTE', `call ${procedure}()`],
    ['ALTER ROUTINE', `drop procedure if exists ${procedure}`],
  ];
}

function isDenied(outcome: Outcome): boolean {
  if (outcome.kind !== 'sql error') return false;
  const { code, message } = outcome.details;
  return code === undefined ? /\bdenied\b/i.test(message) : deniedCodes.has(code);
}

// Database, table, column, global right, routine.
const deniedCodes: ReadonlySet<number> = new Set([1044, 1142, 1143, 1227, 1370]);

import type { ObjectKind } from '../../../migration/witness';
import { text } from './text-type';

/** Names as SQL says them: variables of a procedure, or parameters. */
export interface Names {
  /** The database that is written, or null. */
  readonly schema: string;
  /** The table that the object is a part of. */
  readonly of: string;
  readonly name: string;
}

/** A query for the number of objects, by kind. No colon but those of the names. */
export function countOf(kind: ObjectKind, { schema, of, name }: Names): string | undefined {
  const inSchema = (column: string): string =>
    isNameOfFile(column, `coalesce(${schema}, database())`);
  switch (kind) {
    case 'table':
      return `select count(*) from information_schema.tables
        where ${inSchema('table_schema')} and ${isNameOfFile('table_name', name)}`;
    case 'column':
    case 'index':
    case 'constraint':
      return `select count(*) from information_schema.${partsOf[kind]}
        where ${inSchema('table_schema')} and ${isNameOfFile('table_name', of)}
          and ${isName(`${kind}_name`, name)}`;
    case 'trigger':
      return `select count(*) from information_schema.triggers
        where ${inSchema('trigger_schema')} and ${isNameOfFile('trigger_name', name)}`;
    case 'procedure':
    case 'function':
      return `select count(*) from information_schema.routines
        where ${inSchema('routine_schema')} and ${isName('routine_name', name)}
          and routine_type = '${kind.toUpperCase()}'`;
    case 'event':
      return `select count(*) from information_schema.events
        where ${inSchema('event_schema')} and ${isName('event_name', name)}`;
    case 'database':
      return `select count(*) from information_schema.schemata
        where ${isNameOfFile('schema_name', name)}`;
    case 'indexes':
    case 'partition':
    case 'reindexed':
    case 'rewritten':
    case 'subscription':
    case 'tablespace':
    case 'vacuumed':
      return undefined;
  }
}

const partsOf = {
  column: 'columns',
  index: 'statistics',
  constraint: 'table_constraints',
} as const;

export const lookKinds = [
  'table',
  'column',
  'index',
  'constraint',
  'trigger',
  'procedure',
  'function',
  'event',
  'database',
] as const;

// The collations of these columns depend on the server, and two that differ are an error, so one
// is named. Names of tables are as the server's file system has them, or in lower case.
const collated = (name: string): string => `convert(${name} using utf8mb3) collate utf8mb3_bin`;

function isNameOfFile(column: string, name: string): string {
  return `${column} = if(@@lower_case_table_names = 0, ${collated(name)}, lower(${collated(name)}))`;
}

function isName(column: string, name: string): string {
  return `lower(${column}) = lower(${collated(name)})`;
}

/** What the catalog shows of the object of a witness, as the manifest has it. */
export const lookUp = `
  create procedure aurora_migrate_look_1(in witness longtext ${text}, out seen varchar(16) ${text})
  sql security invoker reads sql data
  begin
    declare kind varchar(16) ${text} default json_unquote(json_extract(witness, '$[0]'));
    declare depth int default json_length(witness, '$[2]');
    declare object_name varchar(255) ${text} default
      json_unquote(json_extract(witness, concat('$[2][', depth - 1, ']')));
    declare parent varchar(255) ${text};
    declare object_schema varchar(255) ${text};
    declare objects int;
    declare continue handler for sqlexception set objects = null;
    if json_length(witness) = 4 then
      set depth = json_length(witness, '$[3]');
      set parent = json_unquote(json_extract(witness, concat('$[3][', depth - 1, ']')));
      if depth = 2 then
        set object_schema = json_unquote(json_extract(witness, '$[3][0]'));
      end if;
    elseif depth = 2 then
      set object_schema = json_unquote(json_extract(witness, '$[2][0]'));
    end if;
    case kind
      ${lookKinds
        .map(
          (kind) =>
            `when '${kind}' then set objects = (${countOf(kind, {
              schema: 'object_schema',
              of: 'parent',
              name: 'object_name',
            })});`,
        )
        .join('\n      ')}
      else set objects = null;
    end case;
    set seen = case when objects > 0 then '+' when objects = 0 then '-' end;
  end`;

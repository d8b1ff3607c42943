import type { Sight } from '../../migration/engine';
import type { Query, Row } from '../../migration/ports';
import type { ObjectWitness, Path } from '../../migration/witness';

/** A question to the catalog as the runner takes it: names are values, never part of the text. */
export interface Look {
  /** Takes the names as its first argument, a jsonb. */
  readonly sql: string;
  readonly names: Names;
}

interface Names {
  readonly name: string;
  /** As `to_regclass` reads it. */
  readonly path: string;
  readonly of?: string;
}

export function lookOf(witness: ObjectWitness): Look {
  return { sql: sqlOf(witness, '$1'), names: namesOf(witness) };
}

/** The same question as a call of its own. */
export function lookQuery(witness: ObjectWitness): Query {
  return {
    sql: sqlOf(witness, 'cast(:names as jsonb)'),
    parameters: { names: JSON.stringify(namesOf(witness)) },
    isRepeatable: true,
  };
}

export function toSight({ kind }: ObjectWitness, row: Row | undefined): Sight {
  const leftovers = JSON.parse(String(row?.leftovers ?? '[]')) as readonly [string, string][];
  return {
    state: String(row?.state),
    leftovers: leftovers.map(([object, statement]) =>
      kind === 'partition'
        ? `The partition ${object} is half detached: write ${statement} in place of the statement.`
        : `The index ${object} is invalid, left by a build that did not end: drop it first (${statement}).`,
    ),
  };
}

function namesOf({ name, of }: ObjectWitness): Names {
  return {
    name: name.at(-1) ?? '',
    path: quoted(name),
    ...(of !== undefined && { of: quoted(of) }),
  };
}

function quoted(path: Path): string {
  return path.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

function sqlOf({ kind, expects }: ObjectWitness, names: string): string {
  const question = questions[kind === 'index' ? `index ${expects}` : kind];
  if (question === undefined) throw new TypeError(`PostgreSQL has no ${kind} to look for`);
  const { state, leftovers = 'null', from } = question;
  return `with names as (select ${names} as names)
    select coalesce(${state}, '-') as state, coalesce(cast(${leftovers} as text), '[]') as leftovers
    from names ${from}`;
}

interface Question {
  readonly state: string;
  readonly leftovers?: string;
  readonly from: string;
}

const relation = (name: 'path' | 'of'): string =>
  `pg_catalog.to_regclass(names.names ->> '${name}')`;

const textOf = (oid: string): string => `cast(cast(${oid} as pg_catalog.regclass) as text)`;

const dropsOf = (index: string, condition: string): string =>
  `json_agg(json_build_array(${textOf(index)}, 'DROP INDEX CONCURRENTLY ' || ${textOf(index)})
    order by ${index}) filter (where ${condition})`;

/** No colon in any of them. Of a question about one object, `max` is for the row of no object. */
const questions: Readonly<Record<string, Question>> = {
  'index there': {
    state: `max(cast(c.oid as text) || case when i.indexrelid is null then ' foreign'
      when not i.indisvalid then ' invalid' else '' end)`,
    leftovers: dropsOf('c.oid', 'not i.indisvalid'),
    from: `join pg_catalog.pg_class t on t.oid = ${relation('of')}
      join pg_catalog.pg_class c on c.relname = names.names ->> 'name' and c.relnamespace = t.relnamespace
      left join pg_catalog.pg_index i on i.indexrelid = c.oid and i.indrelid = t.oid`,
  },
  'index gone': {
    state: `max(cast(c.oid as text))`,
    from: `join pg_catalog.pg_class c on c.oid = ${relation('path')}`,
  },
  indexes: {
    state: `string_agg(cast(i.indexrelid as text), ' ' order by i.indexrelid) filter (where i.indisvalid)`,
    leftovers: dropsOf('i.indexrelid', 'not i.indisvalid'),
    from: `join pg_catalog.pg_index i on i.indrelid = ${relation('of')}`,
  },
  // By the index or by its table. What REINDEX builds aside is invalid until it takes the name.
  reindexed: {
    state: `string_agg(cast(i.indexrelid as text), ' ' order by i.indexrelid)
      filter (where i.indisvalid and ${relation('path')} in (i.indexrelid, i.indrelid))`,
    leftovers: dropsOf('i.indexrelid', `not i.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$'`),
    from: `join pg_catalog.pg_index i on i.indrelid = coalesce((select o.indrelid
        from pg_catalog.pg_index o where o.indexrelid = ${relation('path')}), ${relation('path')})
      join pg_catalog.pg_class c on c.oid = i.indexrelid`,
  },
  vacuumed: {
    state: `max(cast(relid as text) || '/' || coalesce(extract(epoch from last_vacuum), 0))`,
    from: `join pg_catalog.pg_stat_all_tables on relid = ${relation('path')}`,
  },
  rewritten: {
    state: `max(cast(pg_catalog.pg_relation_filenode(${relation('path')}) as text))`,
    from: '',
  },
  // As JSON, since PostgreSQL 13 has no such column.
  partition: {
    state: `max(cast(inhrelid as text) || case when to_jsonb(i) ->> 'inhdetachpending' = 'true'
      then ' invalid' else '' end)`,
    leftovers: `json_agg(json_build_array(${textOf('inhrelid')}, 'ALTER TABLE ' || ${textOf('inhparent')}
      || ' DETACH PARTITION ' || ${textOf('inhrelid')} || ' FINALIZE'))
      filter (where to_jsonb(i) ->> 'inhdetachpending' = 'true')`,
    from: `join pg_catalog.pg_inherits i on inhparent = ${relation('of')} and inhrelid = ${relation('path')}`,
  },
  // A DROP DATABASE that did not end leaves one that nobody can use, with this limit.
  database: {
    state: `max(cast(oid as text) || case when datconnlimit = -2 then ' invalid' else '' end)`,
    from: `join pg_catalog.pg_database on datname = names.names ->> 'name'`,
  },
  tablespace: {
    state: 'max(cast(oid as text))',
    from: `join pg_catalog.pg_tablespace on spcname = names.names ->> 'name'`,
  },
  subscription: {
    state: 'max(cast(s.oid as text))',
    from: `join pg_catalog.pg_subscription s on subname = names.names ->> 'name'
      and subdbid = (select oid from pg_catalog.pg_database where datname = current_database())`,
  },
};

import type { Sight } from '../../migration/engine';
import type { Query, Row } from '../../migration/ports';
import type { ObjectWitness } from '../../migration/witness';
import { countOf } from './sql/look';

/** The same question as the runner's, as a call of its own. */
export function lookQuery({ kind, name, of }: ObjectWitness): Query {
  const count = countOf(kind, { schema: ':schema', of: ':of', name: ':name' });
  if (count === undefined) throw new TypeError(`MySQL has no ${kind} to look for`);
  const path = of ?? name;
  const values = {
    schema: path.length > 1 ? (path[0] ?? null) : null,
    of: of?.at(-1) ?? null,
    name: name.at(-1) ?? '',
  };
  return {
    sql: `select (${count}) as objects`,
    // The service refuses a value that the text does not ask for.
    parameters: Object.fromEntries(
      Object.entries(values).filter(([parameter]) => count.includes(`:${parameter}`)),
    ),
    isRepeatable: true,
  };
}

/** DDL of MySQL is there as a whole or not at all. */
export function toSight(row: Row | undefined): Sight {
  return { state: Number(row?.objects) > 0 ? '+' : '-', leftovers: [] };
}

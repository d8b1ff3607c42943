import type {
  AlterTableStmt,
  DropStmt,
  IndexStmt,
  Node,
  RangeVar,
  ReindexStmt,
  VacuumStmt,
} from 'libpg-query';
import type { Path, Witness } from '../../migration/witness';
import { findOption, isOn } from './options';

/** How the catalog tells whether a statement that runs alone was applied, if it does. */
export function witnessOf(node: Node): Witness | undefined {
  if ('IndexStmt' in node) return createdIndex(node.IndexStmt);
  if ('DropStmt' in node) return droppedIndex(node.DropStmt);
  if ('ReindexStmt' in node) return reindexed(node.ReindexStmt);
  if ('AlterTableStmt' in node) return detached(node.AlterTableStmt);
  if ('VacuumStmt' in node) return vacuumed(node.VacuumStmt);
  if ('CreatedbStmt' in node) return ofKind('database', 'there', node.CreatedbStmt.dbname);
  if ('DropdbStmt' in node) return ofKind('database', 'gone', node.DropdbStmt.dbname);
  if ('CreateTableSpaceStmt' in node) {
    return ofKind('tablespace', 'there', node.CreateTableSpaceStmt.tablespacename);
  }
  if ('DropTableSpaceStmt' in node) {
    return ofKind('tablespace', 'gone', node.DropTableSpaceStmt.tablespacename);
  }
  if ('CreateSubscriptionStmt' in node) {
    return ofKind('subscription', 'there', node.CreateSubscriptionStmt.subname);
  }
  if ('DropSubscriptionStmt' in node) {
    return ofKind('subscription', 'gone', node.DropSubscriptionStmt.subname);
  }
  return isRepeatable(node) ? { kind: 'repeatable' } : undefined;
}

/** What comes to the same when it runs twice. Not so a change of a list of publications. */
function isRepeatable(node: Node): boolean {
  if ('AlterSubscriptionStmt' in node) {
    const { kind } = node.AlterSubscriptionStmt;
    return kind === 'ALTER_SUBSCRIPTION_REFRESH' || kind === 'ALTER_SUBSCRIPTION_OPTIONS';
  }
  return 'ClusterStmt' in node || 'AlterDatabaseStmt' in node || 'AlterSystemStmt' in node;
}

function ofKind(
  kind: 'database' | 'tablespace' | 'subscription',
  expects: 'there' | 'gone',
  name: string | undefined,
): Witness | undefined {
  return name === undefined ? undefined : { kind, expects, name: [name] };
}

function createdIndex({ idxname, relation }: IndexStmt): Witness | undefined {
  const of = pathOf(relation);
  if (of === undefined) return undefined;
  // PostgreSQL chooses the name, from those that are free.
  return idxname === undefined
    ? { kind: 'indexes', expects: 'more', name: [], of }
    : { kind: 'index', expects: 'there', name: [idxname], of };
}

function droppedIndex({ objects = [] }: DropStmt): Witness | undefined {
  const [object, ...others] = objects;
  if (object === undefined || !('List' in object) || others.length > 0) return undefined;
  const name = (object.List.items ?? []).map((item) =>
    'String' in item ? (item.String.sval ?? '') : '',
  );
  return { kind: 'index', expects: 'gone', name };
}

function reindexed({ kind = 'REINDEX_OBJECT_INDEX', relation, params }: ReindexStmt): Witness {
  const name = pathOf(relation);
  const isOfOne = kind === 'REINDEX_OBJECT_INDEX' || kind === 'REINDEX_OBJECT_TABLE';
  // Without CONCURRENTLY an index stays the one it was.
  return isOfOne && name !== undefined && isOn(findOption(params, 'concurrently'), false)
    ? { kind: 'reindexed', expects: 'changed', name }
    : { kind: 'repeatable' };
}

function detached({ relation, cmds = [] }: AlterTableStmt): Witness | undefined {
  const of = pathOf(relation);
  const [command, ...others] = cmds;
  if (command === undefined || !('AlterTableCmd' in command) || others.length > 0) return undefined;
  const { def } = command.AlterTableCmd;
  const name =
    def !== undefined && 'PartitionCmd' in def ? pathOf(def.PartitionCmd.name) : undefined;
  if (of === undefined || name === undefined) return undefined;
  return { kind: 'partition', expects: 'gone', name, of };
}

/** By the last table: they are done one by one, and a failure ends the statement. */
function vacuumed({ rels = [], options }: VacuumStmt): Witness {
  const last = rels.at(-1);
  const name =
    last !== undefined && 'VacuumRelation' in last
      ? pathOf(last.VacuumRelation.relation)
      : undefined;
  if (name === undefined) return { kind: 'repeatable' };
  // What VACUUM FULL does is not in the statistics, but in another file.
  const kind = isOn(findOption(options, 'full'), false) ? 'rewritten' : 'vacuumed';
  return { kind, expects: 'changed', name };
}

function pathOf(relation: RangeVar | undefined): Path | undefined {
  const { schemaname, relname } = relation ?? {};
  if (relname === undefined) return undefined;
  return schemaname === undefined ? [relname] : [schemaname, relname];
}

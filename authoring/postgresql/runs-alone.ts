import type {
  AlterSubscriptionStmt,
  AlterTableStmt,
  CreateSubscriptionStmt,
  Node,
  ReindexStmt,
} from 'libpg-query';
import { commitsInside } from './do-block';
import { findOption, isOn } from './options';

/**
 * The command, when PostgreSQL runs it outside of a transaction block and of procedures only.
 * What depends on the database's catalog (REINDEX and CLUSTER of a partitioned table,
 * CALL of a procedure that commits) cannot be seen here.
 */
export function commandThatRunsAlone(node: Node): string | undefined {
  if ('IndexStmt' in node)
    return node.IndexStmt.concurrent ? 'CREATE INDEX CONCURRENTLY' : undefined;
  if ('DropStmt' in node) return node.DropStmt.concurrent ? 'DROP INDEX CONCURRENTLY' : undefined;
  if ('ReindexStmt' in node) return reindex(node.ReindexStmt);
  if ('AlterTableStmt' in node) return detachPartition(node.AlterTableStmt);
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd ? 'VACUUM' : undefined;
  if ('ClusterStmt' in node) return node.ClusterStmt.relation ? undefined : 'CLUSTER';
  if ('CreatedbStmt' in node) return 'CREATE DATABASE';
  if ('DropdbStmt' in node) return 'DROP DATABASE';
  if ('AlterDatabaseStmt' in node) {
    const moves = findOption(node.AlterDatabaseStmt.options, 'tablespace');
    return moves ? 'ALTER DATABASE … SET TABLESPACE' : undefined;
  }
  if ('CreateTableSpaceStmt' in node) return 'CREATE TABLESPACE';
  if ('DropTableSpaceStmt' in node) return 'DROP TABLESPACE';
  if ('AlterSystemStmt' in node) return 'ALTER SYSTEM';
  if ('CreateSubscriptionStmt' in node) return createSubscription(node.CreateSubscriptionStmt);
  if ('AlterSubscriptionStmt' in node) return alterSubscription(node.AlterSubscriptionStmt);
  // Inside a transaction it works only for a subscription without a slot, which the name hides.
  if ('DropSubscriptionStmt' in node) return 'DROP SUBSCRIPTION';
  if ('DoStmt' in node)
    return commitsInside(node.DoStmt) ? 'DO with COMMIT or ROLLBACK' : undefined;
  return undefined;
}

const reindexOfMany = {
  REINDEX_OBJECT_SCHEMA: 'REINDEX SCHEMA',
  REINDEX_OBJECT_SYSTEM: 'REINDEX SYSTEM',
  REINDEX_OBJECT_DATABASE: 'REINDEX DATABASE',
  REINDEX_OBJECT_TABLE: undefined,
  REINDEX_OBJECT_INDEX: undefined,
} as const;

function reindex({ kind = 'REINDEX_OBJECT_INDEX', params }: ReindexStmt): string | undefined {
  if (isOn(findOption(params, 'concurrently'), false)) return 'REINDEX CONCURRENTLY';
  return reindexOfMany[kind];
}

function detachPartition({ cmds = [] }: AlterTableStmt): string | undefined {
  const isConcurrent = cmds.some(
    (node) =>
      'AlterTableCmd' in node &&
      node.AlterTableCmd.subtype === 'AT_DetachPartition' &&
      node.AlterTableCmd.def !== undefined &&
      'PartitionCmd' in node.AlterTableCmd.def &&
      node.AlterTableCmd.def.PartitionCmd.concurrent === true,
  );
  return isConcurrent ? 'ALTER TABLE … DETACH PARTITION CONCURRENTLY' : undefined;
}

function createSubscription({ options }: CreateSubscriptionStmt): string | undefined {
  const connects = isOn(findOption(options, 'connect'), true);
  return isOn(findOption(options, 'create_slot'), connects) ? 'CREATE SUBSCRIPTION' : undefined;
}

function alterSubscription({ kind, options }: AlterSubscriptionStmt): string | undefined {
  switch (kind) {
    case 'ALTER_SUBSCRIPTION_REFRESH':
      return 'ALTER SUBSCRIPTION … REFRESH PUBLICATION';
    case 'ALTER_SUBSCRIPTION_SET_PUBLICATION':
    case 'ALTER_SUBSCRIPTION_ADD_PUBLICATION':
    case 'ALTER_SUBSCRIPTION_DROP_PUBLICATION':
      return isOn(findOption(options, 'refresh'), true)
        ? 'ALTER SUBSCRIPTION … PUBLICATION with refresh'
        : undefined;
    case 'ALTER_SUBSCRIPTION_OPTIONS':
      return findOption(options, 'failover') ? 'ALTER SUBSCRIPTION … SET (failover)' : undefined;
    case 'ALTER_SUBSCRIPTION_CONNECTION':
    case 'ALTER_SUBSCRIPTION_ENABLED':
    case 'ALTER_SUBSCRIPTION_SKIP':
    case undefined:
      return undefined;
  }
}

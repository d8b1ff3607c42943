import type { Node, RangeVar, VariableSetStmt } from 'libpg-query';
import { calledFunctions } from './called-functions';

/** What a statement leaves in its session (or transaction) for later ones, in words, if anything. */
export function sessionStateOf(node: Node): string | undefined {
  if ('VariableSetStmt' in node) return setting(node.VariableSetStmt);
  if ('SelectStmt' in node) return calledFunctions(node).find((name) => stateful.test(name));
  if ('PrepareStmt' in node) return 'PREPARE';
  if ('DeclareCursorStmt' in node) return 'DECLARE CURSOR';
  if ('ListenStmt' in node) return 'LISTEN';
  if ('LoadStmt' in node) return 'LOAD';
  if ('LockStmt' in node) return 'LOCK TABLE';
  if ('ConstraintsSetStmt' in node) return 'SET CONSTRAINTS';
  return createsTemporary(node) ? 'a temporary object' : undefined;
}

const stateful = /^(?:set_config|setseed|pg_(?:try_)?advisory_(?:xact_)?lock(?:_shared)?)$/;

function setting({ kind, name = '' }: VariableSetStmt): string | undefined {
  // A session begins with the defaults: RESET leaves nothing that a new one lacks.
  if (kind === 'VAR_RESET' || kind === 'VAR_RESET_ALL' || kind === 'VAR_SET_DEFAULT') {
    return undefined;
  }
  return `SET ${name}`;
}

function createsTemporary(node: Node): boolean {
  if ('CreateFunctionStmt' in node) {
    const [schema] = node.CreateFunctionStmt.funcname ?? [];
    return schema !== undefined && 'String' in schema && schema.String.sval === 'pg_temp';
  }
  return isTemporary(createdRelation(node));
}

function createdRelation(node: Node): RangeVar | undefined {
  if ('CreateStmt' in node) return node.CreateStmt.relation;
  if ('CreateTableAsStmt' in node) return node.CreateTableAsStmt.into?.rel;
  if ('ViewStmt' in node) return node.ViewStmt.view;
  if ('CreateSeqStmt' in node) return node.CreateSeqStmt.sequence;
  if ('CompositeTypeStmt' in node) return node.CompositeTypeStmt.typevar;
  return undefined;
}

function isTemporary(relation: RangeVar | undefined): boolean {
  return relation?.relpersistence === 't' || relation?.schemaname === 'pg_temp';
}

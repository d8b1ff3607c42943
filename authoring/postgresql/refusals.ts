import type { CopyStmt, Node, SelectStmt, TransactionStmt, VariableSetStmt } from 'libpg-query';

/** Why a statement that PostgreSQL understands cannot run in a script, if so. */
export function refusal(node: Node, text: string): string | undefined {
  if ('TransactionStmt' in node) return transactionControl(node.TransactionStmt, text);
  if ('CopyStmt' in node) return copyOverTheWire(node.CopyStmt);
  if ('SelectStmt' in node) return selectInto(node.SelectStmt);
  if ('VariableSetStmt' in node) return transactionSetting(node.VariableSetStmt);
  if ('DiscardStmt' in node && node.DiscardStmt.target === 'DISCARD_ALL') {
    return (
      'DISCARD ALL also undoes what the Data API has set in the session, which others use next; ' +
      'remove it: what a script sets ends with the script'
    );
  }
  return undefined;
}

// COMMIT and ROLLBACK have other spellings (END, ABORT): these are called as they are written.
const transactionCommands = {
  TRANS_STMT_BEGIN: 'BEGIN',
  TRANS_STMT_START: 'START TRANSACTION',
  TRANS_STMT_COMMIT: undefined,
  TRANS_STMT_ROLLBACK: undefined,
  TRANS_STMT_SAVEPOINT: 'SAVEPOINT',
  TRANS_STMT_RELEASE: 'RELEASE SAVEPOINT',
  TRANS_STMT_ROLLBACK_TO: 'ROLLBACK TO SAVEPOINT',
  TRANS_STMT_PREPARE: 'PREPARE TRANSACTION',
  TRANS_STMT_COMMIT_PREPARED: 'COMMIT PREPARED',
  TRANS_STMT_ROLLBACK_PREPARED: 'ROLLBACK PREPARED',
} as const;

function transactionControl({ kind = 'TRANS_STMT_BEGIN' }: TransactionStmt, text: string): string {
  const command = transactionCommands[kind] ?? /^[a-z]*/i.exec(text)?.[0].toUpperCase() ?? kind;
  return (
    `${command} cannot be used in a script, ` + `which runs in a transaction of its own; remove it`
  );
}

function copyOverTheWire({ is_from: isFrom, filename }: CopyStmt): string | undefined {
  if (filename !== undefined) return undefined;
  return isFrom === true
    ? 'COPY … FROM STDIN needs rows from a client, which the Data API cannot send; write INSERT'
    : 'COPY … TO STDOUT sends rows to a client, which the Data API cannot receive; remove it';
}

// The runner executes statements from within PL/pgSQL, where INTO means a variable.
function selectInto(select: SelectStmt): string | undefined {
  let first = select;
  while (first.larg) first = first.larg;
  if (!first.intoClause) return undefined;
  return 'SELECT … INTO a table cannot run in a procedure; write CREATE TABLE … AS SELECT …';
}

// The runner has asked the history before: for PostgreSQL, any query is the first.
function transactionSetting({ kind, name = '' }: VariableSetStmt): string | undefined {
  const names =
    kind === 'VAR_SET_MULTI'
      ? /^TRANSACTION(?: SNAPSHOT)?$/
      : /^transaction_(?:isolation|deferrable|read_only)$/i;
  const sets = kind === 'VAR_SET_MULTI' || kind === 'VAR_SET_VALUE';
  if (!sets || !names.test(name)) return undefined;
  return (
    `SET ${name} comes too late, since the transaction of a script begins with the runner's own ` +
    'queries, and the history is written in it; remove it, or lock what others must not change ' +
    '(LOCK TABLE)'
  );
}

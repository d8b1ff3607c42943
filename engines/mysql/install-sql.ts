import { historyTable } from './sql/history-table';
import { lookUp } from './sql/look';
import { acquireLock, lockRow, lockTable } from './sql/lock';
import { repair, repairsTable } from './sql/repair';
import { runner } from './sql/runner';
import { sessionVariables } from './sql/session-variables';
import { takeUpload, uploadsTable } from './sql/uploads';

/** What does without procedures has these. */
export const tableStatements: readonly string[] = [historyTable, lockTable, lockRow];

/**
 * Creates the schema history, the lock and the runner; one statement each, since the Data API
 * takes no more in a call.
 *
 * The Data API takes `:word` for a parameter, so these texts have no colon at all: no `:=`, and
 * no labels, hence the flags that end the loops.
 *
 * The names of the routines carry the number of their contract with this tool. A change to what
 * they take or do gets a new number, so that two versions of the tool can work on one database at the
 * same time.
 *
 * In the order in which they are to run. Each may run again.
 */
export const installStatements: readonly string[] = [
  ...tableStatements,
  acquireLock,
  sessionVariables,
  lookUp,
  runner,
];

/** What the first repair creates besides: each of these is a call, and first runs do without. */
export const repairStatements: readonly string[] = [repairsTable, repair];

/**
 * What the first script that does not fit into one call creates besides. The table is what is missed,
 * so it comes last.
 */
export const uploadStatements: readonly string[] = [takeUpload, uploadsTable];

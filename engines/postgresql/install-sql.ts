import { historyTable, runningIndex } from './sql/history-table';
import { appliedHash, lookUp, recordScript } from './sql/record';
import { repair, repairsTable } from './sql/repair';
import { lockKey, runner } from './sql/runner';
import { releaseSession, restoreSession, sessionSettings, sessionState } from './sql/session';
import { takeUpload, uploadsTable } from './sql/uploads';

/**
 * Creates the schema history and the runner, in one statement and one transaction.
 *
 * The Data API takes `:word` for a parameter even inside dollar quotes, so this text has no
 * colon at all: `=` assigns, `cast` converts.
 *
 * The names of the routines carry the number of their contract with this tool. A change
 * to what they take or do gets a new number, so that two versions of the tool can work on one
 * database at the same time.
 */
export const installSql = `do $install$
begin
  perform pg_advisory_xact_lock(${lockKey});
  if to_regnamespace('aurora_migrate') is null then
    create schema aurora_migrate;
  end if;
  ${[
    historyTable,
    runningIndex,
    appliedHash,
    sessionSettings,
    sessionState,
    releaseSession,
    restoreSession,
    lookUp,
    recordScript,
    uploadsTable,
    takeUpload,
    runner,
    repairsTable,
    repair,
  ].join(';\n')};
  revoke all on schema aurora_migrate from public;
  revoke all on all tables in schema aurora_migrate from public;
  revoke all on all routines in schema aurora_migrate from public;
end
$install$`;

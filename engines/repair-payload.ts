import type { RepairChange, RepairRecord } from '../migration/repair/change';
import type { Row } from '../migration/ports';

/** The value of the repair procedure's only parameter. What is absent is no member. */
export function repairPayloadOf({
  version,
  action,
  expected,
  becomes,
  by,
  run,
}: RepairChange): string {
  return JSON.stringify({
    run: run.id,
    tool: run.toolVersion,
    by,
    version,
    action,
    expected: {
      rank: expected.rank,
      state: expected.state,
      checksum: expected.checksum,
      total: expected.statementsTotal,
      applied: expected.statementsApplied,
      hash: expected.appliedHash,
      inFlight: expected.statementInFlight,
      run: expected.runId,
    },
    becomes: becomes && {
      description: becomes.description,
      file: becomes.file,
      checksum: becomes.checksum,
      state: becomes.state,
      total: becomes.statementsTotal,
      applied: becomes.statementsApplied,
      hash: becomes.appliedHash,
    },
  });
}

/** @param row with `id`, `repaired_at` in milliseconds since 1970, and the columns of who did it */
export function toRepairRecord(row: Row): RepairRecord {
  return {
    id: Number(row.id),
    repairedAt: new Date(Number(row.repaired_at_ms)).toISOString(),
    by: String(row.repaired_by),
    databaseUser: String(row.database_user),
    runId: String(row.run_id),
    toolVersion: String(row.tool_version),
  };
}

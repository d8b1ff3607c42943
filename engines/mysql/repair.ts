import type { Session } from '../../migration/ports';
import type { RepairChange, RepairRecord } from '../../migration/repair/change';
import { repairPayloadOf, toRepairRecord } from '../repair-payload';
import { repairName } from './sql/repair';

/** Has the database change the row; what comes of it is read afterwards, whatever the answer was. */
export async function callRepair(session: Session, change: RepairChange): Promise<void> {
  await session.execute({
    sql: `call ${repairName}(:payload)`,
    parameters: { payload: repairPayloadOf(change) },
    // The second time the row is not as expected any more.
    isRepeatable: true,
  });
}

export async function readRepair(
  session: Session,
  { run }: RepairChange,
): Promise<RepairRecord | undefined> {
  const [row] = await session.execute({
    sql: `select id, timestampdiff(microsecond, '1970-01-01', repaired_at) div 1000 as repaired_at_ms,
      repaired_by, database_user, run_id, tool_version
      from aurora_migrate_repairs where run_id = :run`,
    parameters: { run: run.id },
    isRepeatable: true,
  });
  return row && toRepairRecord(row);
}

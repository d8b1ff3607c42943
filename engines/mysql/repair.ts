import type { Session } from '../../migration/ports';
import type { RepairChange, RepairRecord } from '../../migration/repair/change';
import { toRepairRecord } from '../repair-payload';

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

import type { Session } from '../migration/ports';
import type { RepairChange } from '../migration/repair/change';
import { repairPayloadOf } from './repair-payload';

/** Has the database change the row; what comes of it is read afterwards, whatever the answer was. */
export async function callRepair(
  session: Session,
  procedure: string,
  change: RepairChange,
): Promise<void> {
  await session.execute({
    sql: `call ${procedure}(:payload)`,
    parameters: { payload: repairPayloadOf(change) },
    // The second time the row is not as expected any more.
    isRepeatable: true,
  });
}

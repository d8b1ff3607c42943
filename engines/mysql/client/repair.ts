import { UnknownOutcomeError } from '../../../migration/errors';
import type { Database, Row, Session } from '../../../migration/ports';
import type { RepairChange } from '../../../migration/repair/change';
import { repairPayloadOf } from '../../repair-payload';
import { repairSteps, rowAsJson } from '../sql/repair';

/** Does what the repair procedure does, in one transaction, where there can be no such procedure. */
export async function repairFromHere(database: Database, change: RepairChange): Promise<void> {
  const payload = repairPayloadOf(change);
  try {
    await database.withSession((session) => repairIn(session, payload, change));
  } catch (error) {
    // Its trace tells.
    if (!(error instanceof UnknownOutcomeError)) throw error;
  }
}

async function repairIn(
  session: Session,
  payload: string,
  { version, becomes }: RepairChange,
): Promise<void> {
  const execute = (sql: string, parameters: Row): Promise<readonly Row[]> =>
    session.execute({ sql, parameters });
  const [lock] = await execute(lockRow, {});
  const [before] = await execute(readExpected, { payload, version });
  const working = await execute(steps.isWorking(':holder'), {
    holder: lock?.connection_id ?? null,
    version,
  });
  if (before === undefined || working.length > 0) return;

  await execute(becomes === undefined ? steps.remove : steps.update, {
    version,
    ...(becomes !== undefined && { payload }),
  });
  const [after] = await execute(readRow, { version });
  await execute(steps.leaveTrace(':before', ':after'), {
    payload,
    version,
    before: before.entry ?? null,
    after: after?.entry ?? null,
  });
}

const steps = repairSteps(':payload', ':version');
const lockRow = 'select connection_id from aurora_migrate_lock where id = 1 for update';
const readExpected = `select cast(${rowAsJson} as char) as entry from aurora_migrate_history
  where ${steps.isExpected} for update`;
const readRow = `select cast(${rowAsJson} as char) as entry from aurora_migrate_history
  where version = :version`;

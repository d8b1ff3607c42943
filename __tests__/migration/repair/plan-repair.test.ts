import { planRepair } from '../../../migration/repair/plan-repair';
import type { RepairSubject } from '../../../migration/repair/possible';
import { RepairBusyError, RepairRefusedError } from '../../../migration/repair/repair-errors';
import type { RepairRequest } from '../../../migration/repair/request';
import { hashStatements } from '../../../migration/statement-hash';
import { entryOf, failedEntryOf, runningEntryOf, scriptOf } from '../../support/builders';
import { afterFirst, missingSubjectOf, orders, statements, subjectOf } from './subjects';

const inFlight = { statementsApplied: 1, statementInFlight: 2, appliedHash: afterFirst };
const edited = scriptOf('V2__all_orders.sql', ['select 7', 'select 8'], {
  checksum: '99'.repeat(32),
});
const editedTexts = ['select 7', 'select 8'];
const kept = {
  description: 'orders',
  file: 'V2__orders.sql',
  checksum: orders.migration.checksum,
  statementsTotal: 3,
};

describe('planRepair', () => {
  it('removes the row of a failed script', () => {
    const planned = plan('remove-failed', subjectOf(failedEntryOf(orders, 2)));

    expect(planned.becomes).toBeUndefined();
  });

  it('removes the row of an interrupted script', () => {
    const planned = plan('remove-failed', subjectOf(runningEntryOf(orders, 2)));

    expect(planned.becomes).toBeUndefined();
  });

  it('removes the row of a failed script that is not in the folder', () => {
    const planned = plan('remove-failed', missingSubjectOf(failedEntryOf(orders, 2)));

    expect(planned.becomes).toBeUndefined();
  });

  it('refuses to remove what is applied in part', () => {
    const entry = failedEntryOf(orders, 2, { statementsApplied: 1 });

    expectRefusal(
      () => plan('remove-failed', subjectOf(entry)),
      'V2__orders.sql has 1 of 3 statements applied, and without its row the script runs again from ' +
        'its beginning: undo by hand what is applied, and say so: ' +
        '"aurora-migrate repair 2 --remove-failed --undone". Nothing was changed.',
    );
  });

  it('removes what is applied in part when it is said to be undone', () => {
    const entry = failedEntryOf(orders, 2, { statementsApplied: 1 });

    expect(plan('remove-failed', subjectOf(entry), { undone: true }).becomes).toBeUndefined();
  });

  it('settles a statement as not applied', () => {
    const planned = plan('statement-not-applied', subjectOf(runningEntryOf(orders, 2, inFlight)));

    expect(planned.becomes).toEqual({
      ...kept,
      state: 'failed',
      statementsApplied: 1,
      appliedHash: afterFirst,
    });
  });

  it('settles a statement as applied', () => {
    const planned = plan('statement-applied', subjectOf(runningEntryOf(orders, 2, inFlight)));

    expect(planned.becomes).toEqual({
      ...kept,
      state: 'failed',
      statementsApplied: 2,
      appliedHash: hashStatements(statements.slice(0, 2)),
    });
  });

  it('settles the last statement as applied, and with it the script, even without its file', () => {
    const entry = runningEntryOf(orders, 2, { statementsApplied: 2, statementInFlight: 3 });

    expect(plan('statement-applied', missingSubjectOf(entry)).becomes).toEqual({
      ...kept,
      state: 'applied',
      statementsApplied: 3,
      appliedHash: '',
    });
  });

  it('refuses to settle a statement as applied whose text it does not know', () => {
    const entry = runningEntryOf(orders, 2, { ...inFlight, checksum: '1a2b3c4d'.repeat(8) });

    expectRefusal(
      () => plan('statement-applied', subjectOf(entry)),
      'V2__orders.sql is not in the folder as it was when its run began (1a2b3c4d), and statement 2 ' +
        'of 3 can be recorded only with its text: restore the file, repair, and edit it then. ' +
        'Nothing was changed.',
    );
  });

  it('accepts the file that an applied script has become', () => {
    const planned = plan('accept-checksum', subjectOf(entryOf(orders, 2), edited, editedTexts));

    expect(planned.becomes).toEqual({
      description: 'all orders',
      file: 'V2__all_orders.sql',
      checksum: '99'.repeat(32),
      state: 'applied',
      statementsTotal: 2,
      statementsApplied: 2,
      appliedHash: '',
    });
  });

  it('accepts what the applied part of a script has become', () => {
    const entry = failedEntryOf(orders, 2, { statementsApplied: 1, appliedHash: afterFirst });

    expect(plan('accept-checksum', subjectOf(entry, edited, editedTexts)).becomes).toEqual({
      description: 'all orders',
      file: 'V2__all_orders.sql',
      checksum: '99'.repeat(32),
      state: 'failed',
      statementsTotal: 2,
      statementsApplied: 1,
      appliedHash: hashStatements(['select 7']),
    });
  });

  it('does not accept a script that lost applied statements', () => {
    const entry = failedEntryOf(orders, 2, { statementsApplied: 3, appliedHash: 'before' });

    expectRefusal(
      () => plan('accept-checksum', subjectOf(entry, edited, editedTexts)),
      'V2__orders.sql is failed, and --accept-checksum is for a script that was edited after it was ' +
        'applied, whole or in part. Possible for it now: "aurora-migrate repair 2 --remove-failed ' +
        '--undone". Nothing was changed.',
    );
  });

  it('forgets a missing script, whatever came of it', () => {
    for (const entry of [entryOf(orders, 2), runningEntryOf(orders, 2, inFlight)]) {
      expect(plan('forget', missingSubjectOf(entry)).becomes).toBeUndefined();
    }
  });

  it('refuses everything while a run works on the script', () => {
    const entry = runningEntryOf(orders, 2, { ...inFlight, isLive: true });
    const planning = () => plan('statement-applied', subjectOf(entry));

    expect(planning).toThrow(RepairBusyError);
    expect(planning).toThrow(
      new Error(
        'Run long-ago, by admin_user, works on V2 orders since 2026-01-02T03:04:05.000Z. ' +
          'Nothing was changed: repair when it has ended, and look again first.',
      ),
    );
  });

  it('says what is possible when a repair is not', () => {
    expectRefusal(
      () => plan('remove-failed', subjectOf(runningEntryOf(orders, 2, inFlight))),
      'V2__orders.sql is unknown, and --remove-failed is for a script that failed or was ' +
        'interrupted. Possible for it now: "aurora-migrate repair 2 --statement-applied", ' +
        '"aurora-migrate repair 2 --statement-not-applied". Nothing was changed.',
    );
  });

  it('says that nothing is to be repaired', () => {
    expectRefusal(
      () => plan('forget', subjectOf(entryOf(orders, 2))),
      'V2__orders.sql is applied, and --forget is for a script that is missing from the folder. ' +
        'There is nothing to repair in it. Nothing was changed.',
    );
    expectRefusal(
      () => plan('statement-applied', subjectOf(undefined)),
      'V2__orders.sql is pending, and --statement-applied is for a script whose statement in ' +
        'flight has an unknown outcome. There is nothing to repair in it. Nothing was changed.',
    );
    expectRefusal(
      () => plan('statement-not-applied', subjectOf(failedEntryOf(orders, 2))),
      'V2__orders.sql is failed, and --statement-not-applied is for a script whose statement in ' +
        'flight has an unknown outcome. Possible for it now: "aurora-migrate repair 2 ' +
        '--remove-failed". Nothing was changed.',
    );
  });
});

function plan(
  action: RepairRequest['action'],
  subject: RepairSubject,
  more: Partial<RepairRequest> = {},
) {
  return planRepair({ version: '2', action, ...more }, subject);
}

function expectRefusal(planning: () => unknown, message: string): void {
  expect(planning).toThrow(RepairRefusedError);
  expect(planning).toThrow(new Error(message));
}

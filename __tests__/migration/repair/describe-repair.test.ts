import type { HistoryEntry } from '../../../migration/history';
import { describeRepair } from '../../../migration/repair/describe-repair';
import { planRepair } from '../../../migration/repair/plan-repair';
import type { RepairSubject } from '../../../migration/repair/possible';
import type { RepairAction } from '../../../migration/repair/request';
import { changedValues, rowAfter, rowBefore } from '../../../migration/repair/row-values';
import { tokenOf } from '../../../migration/repair/token';
import { entryOf, failedEntryOf, runningEntryOf, scriptOf } from '../../support/builders';
import { afterFirst, missingSubjectOf, orders, subjectOf } from './subjects';

const half = { statementsApplied: 1, appliedHash: afterFirst };
const inFlight = { ...half, statementInFlight: 2 };
const edited = scriptOf('V2__orders.sql', ['select 7', 'select 8', 'select 9']);
const editedTexts = ['select 7', 'select 8', 'select 9'];

describe('a repair in words', () => {
  it.each<[string, RepairAction, RepairSubject, string, string]>([
    [
      'of a script that failed at its beginning',
      'remove-failed',
      subjectOf(failedEntryOf(orders, 2)),
      'V2__orders.sql stopped and nothing of it is applied: its row is removed.',
      'It counts as pending: the next run begins with its first statement.',
    ],
    [
      'of a script that failed and is gone',
      'remove-failed',
      missingSubjectOf(failedEntryOf(orders, 2)),
      'V2__orders.sql stopped and nothing of it is applied: its row is removed.',
      'It is not in the folder: no run will begin it again.',
    ],
    [
      'of a script that was undone',
      'remove-failed',
      subjectOf(failedEntryOf(orders, 2, half)),
      'V2__orders.sql stopped with 1 of 3 statements applied, which have been undone by hand: its row is removed.',
      'It counts as pending: the next run begins with its first statement.',
    ],
    [
      'of a statement that was applied',
      'statement-applied',
      subjectOf(runningEntryOf(orders, 2, inFlight)),
      'V2__orders.sql:2: statement 2 of 3, which was in flight when the run of 2026-01-02T03:04:05.000Z ended, counts as applied.',
      'The next run goes on with statement 3.',
    ],
    [
      'of a last statement that was applied',
      'statement-applied',
      missingSubjectOf(runningEntryOf(orders, 2, { statementsApplied: 2, statementInFlight: 3 })),
      'V2__orders.sql: statement 3 of 3, which was in flight when the run of 2026-01-02T03:04:05.000Z ended, counts as applied, and with it the whole script.',
      'The next run goes on behind V2.',
    ],
    [
      'of a statement that was not applied',
      'statement-not-applied',
      subjectOf(runningEntryOf(orders, 2, inFlight)),
      'V2__orders.sql:2: statement 2 of 3, which was in flight when the run of 2026-01-02T03:04:05.000Z ended, counts as not applied.',
      'The next run goes on with statement 2, the same one: what it has left half-way, such as an invalid index, must be gone by then.',
    ],
    [
      'of an edited script',
      'accept-checksum',
      subjectOf(entryOf(orders, 2), edited, editedTexts),
      'V2__orders.sql was edited after it was applied: the file as it is now counts as what was applied.',
      'The next run takes V2 for applied. What the edit would have done is not done.',
    ],
    [
      'of an edited part',
      'accept-checksum',
      subjectOf(failedEntryOf(orders, 2, half), edited, editedTexts),
      'V2__orders.sql stopped with 1 of 3 statements applied, and that part was edited: as it is now, it counts as what was applied.',
      'The next run goes on with statement 2.',
    ],
    [
      'of a missing script',
      'forget',
      missingSubjectOf(entryOf(orders, 2)),
      'V2__orders.sql, with 3 of 3 statements applied, is missing from the folder: its row is removed, and what it did stays in the database.',
      'No run will miss V2 any more.',
    ],
    [
      'of a missing script with a copy',
      'forget',
      { ...missingSubjectOf(entryOf(orders, 2)), renamedTo: 'V3__orders.sql' },
      'V2__orders.sql, with 3 of 3 statements applied, is missing from the folder: its row is removed, and what it did stays in the database.',
      'No run will miss V2 any more. But V3__orders.sql has the same content and counts as pending, so it will be applied again: if it was renamed, name it V2 again instead.',
    ],
    [
      'of a missing script with an unknown statement',
      'forget',
      missingSubjectOf(runningEntryOf(orders, 2, inFlight)),
      'V2__orders.sql, with 1 of 3 statements applied and perhaps statement 2 too, is missing from the folder: its row is removed, and what it did stays in the database.',
      'No run will miss V2 any more.',
    ],
  ])('%s', (_, action, subject, what, next) => {
    const planned = planRepair({ version: '2', action, undone: true }, subject);

    expect(describeRepair(planned)).toEqual({ what, next });
  });
});

describe('a repair in values', () => {
  it('has the row before and after', () => {
    const planned = plannedFor(runningEntryOf(orders, 2, inFlight), 'statement-not-applied');
    const before = {
      version: '2',
      installed_rank: 2,
      description: 'orders',
      file: 'V2__orders.sql',
      checksum: orders.migration.checksum,
      state: 'running',
      statements_total: 3,
      statements_applied: 1,
      applied_hash: afterFirst,
      statement_in_flight: 2,
      started_at: '2026-01-02T03:04:05.000Z',
      finished_at: null,
      database_user: 'admin_user',
      run_id: 'long-ago',
      tool_version: '0.1.0',
    };

    expect(rowBefore(planned)).toEqual(before);
    expect(rowAfter(planned)).toEqual({
      ...before,
      state: 'failed',
      statement_in_flight: null,
      finished_at: 'now',
    });
    expect(changedValues(rowBefore(planned), rowAfter(planned))).toEqual([
      { column: 'state', before: 'running', after: 'failed' },
      { column: 'statement_in_flight', before: 2, after: null },
      { column: 'finished_at', before: null, after: 'now' },
    ]);
  });

  it('has no row after a removal, and shows all that goes', () => {
    const planned = plannedFor(failedEntryOf(orders, 2), 'remove-failed');

    expect(rowAfter(planned)).toBeUndefined();
    expect(changedValues(rowBefore(planned), undefined).map(({ column }) => column)).not.toContain(
      'statement_in_flight',
    );
    expect(changedValues(rowBefore(planned), undefined)[0]).toEqual({
      column: 'version',
      before: '2',
    });
  });
});

describe('the token of a repair', () => {
  const entry = runningEntryOf(orders, 2, inFlight);
  const token = tokenOf(plannedFor(entry, 'statement-not-applied'));

  it('is the same for the same repair of the same row', () => {
    expect(tokenOf(plannedFor({ ...entry }, 'statement-not-applied'))).toBe(token);
    expect(token).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is another one for another repair and for another row', () => {
    expect(tokenOf(plannedFor(entry, 'statement-applied'))).not.toBe(token);
    expect(tokenOf(plannedFor({ ...entry, rank: 3 }, 'statement-not-applied'))).not.toBe(token);
    expect(tokenOf(plannedFor({ ...entry, runId: 'b' }, 'statement-not-applied'))).not.toBe(token);
  });
});

function plannedFor(entry: HistoryEntry, action: RepairAction) {
  return planRepair({ version: '2', action }, subjectOf(entry));
}

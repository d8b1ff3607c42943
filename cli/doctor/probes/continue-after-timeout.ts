import { reasonOf, valueOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface ContinuedFound {
  readonly outcome: Outcome;
  /** How many of its marks the statement has left at its end. */
  readonly marks: Outcome;
}

/** @param sleepAndMark statement that sleeps, and then puts a row into a table */
export function continueAfterTimeout(
  sleepAndMark: (seconds: number, table: string) => string,
): Probe<ContinuedFound> {
  return {
    id: 'continue-after-timeout',
    question: 'continueAfterTimeout',
    isSlow: true,
    makes: 'objects',
    async ask(patient) {
      const { clock, sleepSeconds } = patient;
      const table = patient.nameOf('late');
      await patient.call(`create table ${table} (mark varchar(100))`);
      const sql = sleepAndMark(sleepSeconds, table);
      const outcome = await patient.call(sql, { continueAfterTimeout: true });
      const deadline = clock.now() + sleepSeconds * 1000 + 10_000;
      while ((await patient.isBusy()) && clock.now() < deadline) await clock.sleep(500);
      return { outcome, marks: await patient.call(`select count(*) as marks from ${table}`) };
    },
    interpret({ outcome, marks }) {
      if (outcome.kind === 'sql error' || outcome.kind === 'refused') {
        return {
          mark: 'note',
          answer: 'refused',
          meaning: 'a script may take as long as a call',
          detail: `The service says: ${reasonOf(outcome)}.`,
        };
      }
      if (valueOf(marks) !== '1') {
        return {
          mark: 'note',
          answer: 'ignored: the work is cancelled',
          meaning: 'a script may take as long as a call',
          detail: 'Split scripts that take longer than 45 s.',
        };
      }
      return outcome.kind === 'timeout'
        ? { mark: 'fine', answer: 'the work goes on', meaning: 'a script may take hours' }
        : { mark: 'fine', answer: 'no call timed out', meaning: 'a script may take hours' };
    },
  };
}

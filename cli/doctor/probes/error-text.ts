import { engineOf } from '../../../engines/engine-of';
import { MigrationError } from '../../../migration/errors';
import { reasonOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface ErrorsFound {
  /** A table that is not there. */
  readonly missing: Outcome;
  /** The tool takes it for a database without a history. */
  readonly isUnderstood: boolean;
  /** An error that a statement raised: `one; two`. */
  readonly raised: Outcome;
}

/** @param raise statement that fails with the message `one; two` */
export function errorText(raise: string): Probe<ErrorsFound> {
  return {
    id: 'error-text',
    question: 'Wording of errors',
    async ask(patient) {
      const { engine, base, rehearsal } = patient;
      const missing = await patient.call(`select 1 as one from ${base}_none`);
      const raised = await patient.call(raise);
      try {
        const history = await engineOf(engine).readHistory(rehearsal, 0);
        return { missing, raised, isUnderstood: history === undefined };
      } catch (error) {
        if (!(error instanceof MigrationError)) throw error;
        return { missing, raised, isUnderstood: false };
      }
    },
    interpret({ missing, isUnderstood, raised }) {
      if (!isUnderstood) {
        return {
          mark: 'problem',
          answer: 'not understood',
          meaning: 'an empty database is taken for a failure',
          detail: `The service says of a table that is not there: ${reasonOf(missing)}.`,
        };
      }
      const isWhole = raised.kind === 'sql error' && raised.details.message === 'one; two';
      return isWhole
        ? { mark: 'fine', answer: formOf(missing), meaning: 'understood' }
        : {
            mark: 'note',
            answer: formOf(missing),
            meaning: 'understood in part',
            detail: `The service says of an error with the message "one; two": ${reasonOf(raised)}.`,
          };
    },
  };
}

/** `ERROR: …; Position: 22; SQLState: 42P01`: the words of the service without the message. */
function formOf(outcome: Outcome): string {
  if (outcome.kind === 'result') return '';
  const { message } = outcome.words;
  return outcome.kind === 'sql error' ? message.replace(outcome.details.message, '…') : message;
}

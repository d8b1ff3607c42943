import { reasonOf, valueOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

/**
 * A run whose call ended follows its work by what the server shows of its sessions.
 *
 * @param select counts the sessions that are this one and have `:mark` in their statement
 */
export function activity(select: string): Probe<Outcome> {
  return {
    id: 'activity',
    question: 'Own statements are visible',
    ask: (patient) => {
      const mark = `${patient.base} mark`;
      // In a comment, as the mark of a run is.
      return patient.call(`${select} /* ${mark} */`, { parameters: { mark } });
    },
    interpret(outcome) {
      if (valueOf(outcome) === '1') {
        return { mark: 'fine', answer: 'yes', meaning: 'work that outlasts a call is followed' };
      }
      return {
        mark: 'note',
        answer: outcome.kind === 'result' ? 'no' : 'refused',
        meaning: 'work that outlasts a call is not seen',
        ...(outcome.kind !== 'result' && { detail: `The service says: ${reasonOf(outcome)}.` }),
      };
    },
  };
}

import { reasonOf, type Outcome } from '../outcome';
import type { Answer } from '../probe';

/** Statements that are sent as text, one by one. */
export type AloneFound = readonly { readonly what: string; readonly outcome: Outcome }[];

/** What is refused cannot be in a script. */
export function interpretAlone(found: AloneFound, adviceFor: (outcome: Outcome) => string): Answer {
  const refused = found.filter(({ outcome }) => outcome.kind !== 'result');
  if (refused.length === 0) {
    return { mark: 'fine', answer: 'work', meaning: 'scripts may have them' };
  }
  return {
    mark: 'note',
    answer: `refused: ${refused.map(({ what }) => what).join(', ')}`,
    meaning: 'scripts that have them fail',
    detail: refused
      .map(({ what, outcome }) => `${what}: ${reasonOf(outcome)}.${adviceFor(outcome)}`)
      .join(' '),
  };
}

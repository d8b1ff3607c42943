import { reasonOf, textOf, type Outcome } from '../outcome';
import type { Patient } from '../patient';
import type { Probe } from '../probe';

/** A place in which a colon and a word may be taken for a parameter. */
export interface NamePlace {
  readonly id: string;
  readonly question: string;
  readonly makes?: 'objects';
  /** `check` refuses it in statements that run alone, which are sent as text. */
  readonly isChecked: boolean;
  /** The value or the label that comes back when nothing was touched. */
  readonly expected: string;
  readonly ask: (patient: Patient) => Promise<Outcome>;
}

/** What becomes of `:name` in one place of a statement's text. */
export function nameProbe(where: NamePlace): Probe<Outcome> {
  const { id, question, makes, isChecked, expected, ask } = where;
  return {
    id,
    question,
    ...(makes && { makes }),
    ask,
    interpret(outcome) {
      const isIntact = outcome.kind === 'result' && seen(outcome).includes(expected);
      if (isIntact) return { mark: 'fine', answer: 'left alone', meaning: 'no trap' };
      const answer = outcome.kind === 'result' ? 'rewritten' : 'breaks the statement';
      return isChecked
        ? { mark: 'fine', answer, meaning: 'avoided: scripts travel as a value' }
        : {
            mark: 'note',
            answer,
            meaning: 'a trap for statements that run alone',
            detail:
              (outcome.kind === 'result'
                ? `Expected was ${expected}, what came back is ${seen(outcome).join(', ')}.`
                : `The service says: ${reasonOf(outcome)}.`) +
              ' Do not use it in statements that run alone (docs/scripts.md); others travel as a value.',
          };
    },
  };
}

function seen(outcome: Outcome & { kind: 'result' }): readonly string[] {
  return [...outcome.labels, ...outcome.rows.flat().map(textOf)];
}

import { reasonOf, valueOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

/** All that the service, a driver or a server could take for something else than text. */
export const value =
  `:name ::x $1 $$ $a$ ' '' " \` \\ \\' \\n ; -- /* */ # % _ ? ?? @x {} \t \r\n\n` +
  `ä ß 漢字 🦉 e\u0301 \u00a0 \ufeff`;

export const values: Probe<Outcome> = {
  id: 'values',
  question: 'Values of parameters',
  ask: (patient) =>
    patient.call(
      patient.engine === 'aurora-postgresql'
        ? 'select cast(:value as text) as value'
        : 'select :value as value',
      { parameters: { value } },
    ),
  interpret(outcome) {
    const found = valueOf(outcome);
    if (found === value) {
      return { mark: 'fine', answer: 'left as they are', meaning: 'scripts arrive as written' };
    }
    return {
      mark: 'problem',
      answer: found === undefined ? 'refused' : 'changed on the way',
      meaning: 'scripts would not arrive as written',
      detail:
        found === undefined
          ? `A value is refused: ${reasonOf(outcome)}.`
          : `Sent was ${JSON.stringify(value)}, what came back is ${JSON.stringify(found)}.`,
    };
  },
};

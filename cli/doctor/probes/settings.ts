import { reasonOf, textOf, type Outcome } from '../outcome';
import type { Answer, Probe } from '../probe';

/** Values by the names of the settings. */
export type Settings = ReadonlyMap<string, string>;

/** What a setting does to migrations. */
export interface Concern {
  readonly mark: 'note' | 'problem';
  /** `statement_timeout = 30000` */
  readonly setting: string;
  /** A whole sentence. */
  readonly effect: string;
}

/**
 * @param select rows of name and value
 * @param concernsOf what of them matters
 */
export function settings(
  select: string,
  concernsOf: (found: Settings) => readonly Concern[],
): Probe<Outcome> {
  return {
    id: 'settings',
    question: 'Settings of the server',
    ask: (patient) => patient.call(select),
    interpret(outcome) {
      if (outcome.kind !== 'result') {
        return { mark: 'unknown', answer: reasonOf(outcome), meaning: '' };
      }
      const found = new Map(
        outcome.rows.map(([name = null, value = null]) => [textOf(name), textOf(value)]),
      );
      return answerOf(concernsOf(found));
    },
  };
}

function answerOf(concerns: readonly Concern[]): Answer {
  if (concerns.length === 0) {
    return { mark: 'fine', answer: 'nothing unusual', meaning: 'none is in the way' };
  }
  const isProblem = concerns.some(({ mark }) => mark === 'problem');
  return {
    mark: isProblem ? 'problem' : 'note',
    answer: concerns.map(({ setting }) => setting).join(', '),
    meaning: isProblem ? 'in the way of migrations' : 'may be in the way',
    detail: concerns.map(({ effect }) => effect).join(' '),
  };
}

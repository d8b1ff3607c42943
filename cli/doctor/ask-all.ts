import { NoAnswerError, type CallRecord, type Line } from './line';
import type { Patient } from './patient';
import type { Answer, Question } from './probe';
import { rights } from './probes/rights';
import { questions } from './questions';

/** A question with its answer, and the calls that it took. */
export interface Answered extends Answer, Pick<Question, 'id' | 'question'> {
  readonly calls: readonly CallRecord[];
}

/** Asks all questions, one after the other: each has the whole database for itself. */
export async function askAll(
  patient: Patient,
  line: Line,
  {
    slow,
    onQuestion,
    tell,
  }: {
    readonly slow: boolean;
    readonly onQuestion: (question: string) => void;
    readonly tell: (answered: Answered) => void;
  },
): Promise<void> {
  // The rights were asked for before, since they decide where something can be made.
  const ofRights = line.takeRecords();
  for (const question of questions[patient.engine]) {
    const { id, question: text } = question;
    onQuestion(text);
    const answer = whyUnasked(question, patient, slow) ?? (await answerOf(question, patient));
    const calls = line.takeRecords();
    tell({ id, question: text, ...answer, calls: id === rights.id ? ofRights : calls });
  }
}

/** When the rights cannot be had, the other questions cannot be asked either. */
export function withoutRights({ message }: NoAnswerError, line: Line): Answered {
  return {
    id: rights.id,
    question: rights.question,
    mark: 'problem',
    answer: 'no answer',
    meaning: 'nothing more was asked',
    detail: `${message}.`,
    calls: line.takeRecords(),
  };
}

function whyUnasked(
  { isSlow, makes }: Question,
  { rights: { place } }: Patient,
  slow: boolean,
): Answer | undefined {
  if (isSlow === true && !slow) return unasked('--slow asks it, and takes minutes');
  if (makes !== undefined && place === undefined) {
    return unasked('the user can make nothing to try it');
  }
  if (makes === 'a history' && place === 'history') return unasked('a history is there already');
  return undefined;
}

function unasked(meaning: string): Answer {
  return { mark: 'unknown', answer: 'not asked', meaning };
}

async function answerOf(question: Question, patient: Patient): Promise<Answer> {
  try {
    return await question.answer(patient);
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    return {
      mark: 'unknown',
      answer: 'no answer',
      meaning: 'ask again',
      detail: `${error.message}.`,
    };
  }
}

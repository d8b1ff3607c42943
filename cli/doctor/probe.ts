import type { Patient } from './patient';

/**
 * - `fine`: as it should be, or no matter
 * - `note`: somebody should know of it; migrations run
 * - `problem`: migrations cannot run, or not rightly
 * - `unknown`: not asked, or not answered
 */
export type Mark = 'fine' | 'note' | 'problem' | 'unknown';

export interface Answer {
  readonly mark: Mark;
  /** A few words. */
  readonly answer: string;
  /** What it means for migrations, in a few words. */
  readonly meaning: string;
  /** What to do, or the exact words of the service, in whole sentences. */
  readonly detail?: string;
}

/** One question: how it is asked, and what an answer means. */
export interface Probe<Found> {
  /** Stable, for JSON. */
  readonly id: string;
  readonly question: string;
  /** Takes about a minute. @default false */
  readonly isSlow?: boolean;
  /** What it makes in the database. @default nothing */
  readonly makes?: 'objects' | 'a history';
  readonly ask: (patient: Patient) => Promise<Found>;
  /** Pure: the same finding has the same meaning. */
  readonly interpret: (found: Found) => Answer;
}

/** A probe whose finding is its own business. */
export interface Question extends Pick<Probe<unknown>, 'id' | 'question' | 'isSlow' | 'makes'> {
  answer(patient: Patient): Promise<Answer>;
}

export function questionOf<Found>(probe: Probe<Found>): Question {
  const { id, question, isSlow = false, makes } = probe;
  return {
    id,
    question,
    isSlow,
    ...(makes && { makes }),
    answer: async (patient) => probe.interpret(await probe.ask(patient)),
  };
}

import { randomBytes } from 'node:crypto';
import { DataApiDatabase, type DataApiDatabaseOptions } from '../../data-api/data-api-database';
import { RawDataApi } from '../../data-api/raw-data-api';
import { systemClock } from '../../data-api/clock';
import type { EngineName } from '../../migration/migration';
import { cleanUp, type Cleaned } from './clean-up';
import {
  contactQuestion,
  interpretContact,
  makeContact,
  readContact,
  type Contact,
} from './contact';
import { Interruption, interruptible, type Interruptible } from './interruption';
import { Line, NoAnswerError, type CallRecord } from './line';
import type { Patient } from './patient';
import type { Answer, Question } from './probe';
import { questions } from './questions';
import { readRights } from './read-rights';
import { renamed } from './rehearsal-database';
import { findRunning, scratchSql, stopRunning } from './scratch';

export interface ExamineOptions {
  /** Where the database is. */
  readonly service: DataApiDatabaseOptions;
  /** Asks also what takes minutes. */
  readonly slow: boolean;
  /**
   * How long a statement sleeps to outlast a call.
   *
   * @default 50
   */
  readonly sleepSeconds?: number;
  /** Resolves when the user wants an end. */
  readonly interrupted: Promise<void>;
  /** Told before each question. */
  readonly onQuestion?: (question: string) => void;
  /** @default one by chance, that nobody else has */
  readonly base?: string;
}

/** A question with its answer, and the calls that it took. */
export interface Answered extends Answer, Pick<Question, 'id' | 'question'> {
  readonly calls: readonly CallRecord[];
}

export interface Examination {
  /** Absent when nothing answered. */
  readonly engine?: EngineName;
  readonly answers: readonly Answered[];
  readonly isInterrupted: boolean;
  readonly cleaned: Cleaned;
}

/** Asks all questions, and removes what that needed. */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const stop = interruptible(options.interrupted);
  const { clock: ownClock = systemClock } = options.service;
  const clock = {
    ...ownClock,
    sleep: (durationMs: number) => Promise.race([ownClock.sleep(durationMs), stop.interrupted]),
  };
  const service = { ...options.service, clock };
  const base = options.base ?? `migrate_doctor_${randomBytes(6).toString('hex')}`;
  const answers: Answered[] = [];
  let contact: Contact | undefined;
  let isInterrupted = false;
  let cleaned: Cleaned = { base, left: [] };
  // Removing what was made goes on when the user wants an end, and so do its waits.
  const broom = new Line(new RawDataApi(options.service), interruptible(never()));
  try {
    const api = new RawDataApi(service);
    options.onQuestion?.(contactQuestion.question);
    const first = await makeContact(api);
    contact = readContact(first);
    answers.push({ ...contactQuestion, ...interpretContact(first), calls: [] });
    if (contact !== undefined) {
      const { engine } = contact;
      // A long statement is not waited for by somebody who wants an end.
      stop.interrupted.catch(() => stopRunning(broom, engine, base).catch(() => undefined));
      const line = new Line(api, stop);
      const rights = await readRights(line, engine, base);
      if (rights.place === 'own schema') await line.call({ sql: `create schema ${base}` });
      const patient = patientOf({ ...options, service }, { line, stop, contact, rights, base });
      await askAll(patient, line, options, (answered) => answers.push(answered));
    }
  } catch (error) {
    if (error instanceof NoAnswerError) answers.push(unanswered(error));
    else if (error instanceof Interruption) isInterrupted = true;
    else throw error;
  } finally {
    if (contact !== undefined) cleaned = await cleanUp(broom, contact.engine, base);
  }
  return { ...(contact && { engine: contact.engine }), answers, isInterrupted, cleaned };
}

async function askAll(
  patient: Patient,
  line: Line,
  { slow, onQuestion }: ExamineOptions,
  tell: (answered: Answered) => void,
): Promise<void> {
  for (const question of questions[patient.engine]) {
    const { id, question: text } = question;
    onQuestion?.(text);
    line.takeRecords();
    const answer = whyUnasked(question, patient, slow) ?? (await answerOf(question, patient));
    tell({ id, question: text, ...answer, calls: line.takeRecords() });
  }
}

function whyUnasked({ isSlow, makes }: Question, patient: Patient, slow: boolean) {
  if (isSlow === true && !slow) return unasked('--slow asks it, and takes minutes');
  if (makes === true && patient.rights.place === undefined) {
    return unasked('the user can make nothing to try it with');
  }
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

/** Before the first question of the list: without it the others cannot be asked. */
function unanswered({ message }: NoAnswerError): Answered {
  return {
    id: 'rights',
    question: 'Rights of the user',
    mark: 'problem',
    answer: 'no answer',
    meaning: 'nothing more was asked',
    detail: `${message}.`,
    calls: [],
  };
}

function patientOf(
  { service, sleepSeconds = 50 }: ExamineOptions,
  found: Pick<Patient, 'contact' | 'rights' | 'base'> & { line: Line; stop: Interruptible },
): Patient {
  const { line, stop, contact, rights, base } = found;
  const { engine } = contact;
  return {
    engine,
    contact,
    rights,
    base,
    sleepSeconds,
    clock: service.clock ?? systemClock,
    nameOf: (what) => scratchSql[engine].nameOf(base, rights.place ?? 'database', what),
    call: (sql, options) => line.call({ sql, ...options }),
    callWhateverComes: (sql, options) => line.callWhateverComes({ sql, ...options }),
    inTransaction: (work) => line.inTransaction(work),
    isBusy: async () => (await findRunning(line, engine, base)).length > 0,
    rehearsal: renamed(new DataApiDatabase(service), `${base}_run`, () => {
      if (stop.isInterrupted()) throw new Interruption();
    }),
  };
}

function never(): Promise<void> {
  return new Promise(() => undefined);
}

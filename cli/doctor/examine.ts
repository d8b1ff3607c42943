import { randomBytes } from 'node:crypto';
import { systemClock } from '../../data-api/clock';
import { DataApiDatabase, type DataApiDatabaseOptions } from '../../data-api/data-api-database';
import { RawDataApi } from '../../data-api/raw-data-api';
import type { EngineName } from '../../migration/migration';
import { askAll, withoutRights, type Answered } from './ask-all';
import { cleanUp, type Cleaned } from './clean-up';
import {
  contactQuestion,
  contactSql,
  interpretContact,
  makeContact,
  readContact,
  type Contact,
} from './contact';
import { Interruption, interruptible, type Interruptible } from './interruption';
import { Line, NoAnswerError, recordOf } from './line';
import type { Patient } from './patient';
import { readRights } from './read-rights';
import { renamed } from './rehearsal-database';
import type { Rights } from './rights';
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
  /** Told before each question. @default nobody is told */
  readonly onQuestion?: (question: string) => void;
}

export interface Examination {
  /** Absent when nothing answered. */
  readonly engine?: EngineName;
  readonly answers: readonly Answered[];
  readonly isInterrupted: boolean;
  readonly cleaned: Cleaned;
}

/** Asks all questions, and removes what that needed, whatever happens. */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const { interrupted, onQuestion = () => undefined } = options;
  const stop = interruptible(interrupted);
  const service = { ...options.service, clock: wakingUp(options.service, stop) };
  const base = `migrate_doctor_${randomBytes(6).toString('hex')}`;
  const answers: Answered[] = [];

  onQuestion(contactQuestion.question);
  const api = new RawDataApi(service);
  const first = await makeContact(api).catch((error: unknown) => {
    if (error instanceof Interruption) return undefined;
    throw error;
  });
  if (first === undefined) {
    return { answers, isInterrupted: true, cleaned: { base, left: [] } };
  }
  answers.push({
    ...contactQuestion,
    ...interpretContact(first),
    calls: [recordOf(contactSql, first)],
  });
  const contact = readContact(first);
  if (contact === undefined) {
    return { answers, isInterrupted: false, cleaned: { base, left: [] } };
  }

  const { engine } = contact;
  // It goes on when the user wants an end, and so do its waits.
  const broom = new Line(new RawDataApi(options.service), interruptible(never()));
  // A long statement is not waited for by somebody who wants an end.
  stop.interrupted.catch(() => stopRunning(broom, engine, base).catch(() => undefined));
  const line = new Line(api, stop);
  let isInterrupted = false;
  let cleaned: Cleaned | undefined;
  try {
    const rights = await readRights(line, engine, base);
    if (rights.place === 'own schema') await line.call({ sql: `create schema ${base}` });
    const patient = patientOf({ ...options, service }, { line, stop, contact, rights, base });
    const tell = (answered: Answered) => answers.push(answered);
    await askAll(patient, line, { slow: options.slow, onQuestion, tell });
  } catch (error) {
    if (error instanceof NoAnswerError) answers.push(withoutRights(error, line));
    else if (error instanceof Interruption) isInterrupted = true;
    else throw error;
  } finally {
    cleaned = await cleanUp(broom, engine, base);
  }
  return { engine, answers, isInterrupted, cleaned };
}

/** A clock whose sleeps end when the user wants an end. */
function wakingUp({ clock = systemClock }: DataApiDatabaseOptions, stop: Interruptible) {
  return {
    now: () => clock.now(),
    random: () => clock.random(),
    sleep: (durationMs: number) => Promise.race([clock.sleep(durationMs), stop.interrupted]),
  };
}

function patientOf(
  { service, sleepSeconds = 50 }: ExamineOptions,
  known: {
    readonly line: Line;
    readonly stop: Interruptible;
    readonly contact: Contact;
    readonly rights: Rights;
    readonly base: string;
  },
): Patient {
  const { line, stop, contact, rights, base } = known;
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
    rehearsal: renamed(
      new DataApiDatabase({ ...service, waitsForWriter: false }),
      `${base}_run`,
      () => {
        if (stop.isInterrupted()) throw new Interruption();
      },
    ),
  };
}

function never(): Promise<void> {
  return new Promise(() => undefined);
}
